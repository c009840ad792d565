using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Comparisons and logic; the results are bool.</content>
public sealed partial class Tensor
{
    private static readonly Operator EqualNumber = new("aten::eq", "Scalar");
    private static readonly Operator EqualElements = new("aten::eq", "Tensor");
    private static readonly Operator LessNumber = new("aten::lt", "Scalar");
    private static readonly Operator LessElements = new("aten::lt", "Tensor");
    private static readonly Operator LessOrEqualNumber = new("aten::le", "Scalar");
    private static readonly Operator LessOrEqualElements = new("aten::le", "Tensor");
    private static readonly Operator GreaterNumber = new("aten::gt", "Scalar");
    private static readonly Operator GreaterElements = new("aten::gt", "Tensor");
    private static readonly Operator GreaterOrEqualNumber = new("aten::ge", "Scalar");
    private static readonly Operator GreaterOrEqualElements = new("aten::ge", "Tensor");
    private static readonly Operator LogicalAndElements = new("aten::logical_and");
    private static readonly Operator LogicalOrElements = new("aten::logical_or");
    private static readonly Operator LogicalNotElements = new("aten::logical_not");
    private static readonly Operator IsFiniteElements = new("aten::isfinite");
    private static readonly Operator IsNaNElements = new("aten::isnan");
    private static readonly Operator EqualTensors = new("aten::equal");
    private static readonly Operator CloseTensors = new("aten::allclose");

    /// <summary>Where elements equal a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The mask.</returns>
    public Tensor EqualTo(double value) => EqualNumber.Call(this, Number(value));

    /// <summary>Where elements equal those of another tensor.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>The mask.</returns>
    public Tensor EqualTo(Tensor other) => EqualElements.Call(this, other);

    /// <summary>Where elements lie below a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The mask.</returns>
    public Tensor LessThan(double value) => LessNumber.Call(this, Number(value));

    /// <summary>Where elements lie below those of another tensor.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>The mask.</returns>
    public Tensor LessThan(Tensor other) => LessElements.Call(this, other);

    /// <summary>Where elements lie at or below a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The mask.</returns>
    public Tensor AtMost(double value) => LessOrEqualNumber.Call(this, Number(value));

    /// <summary>Where elements lie at or below those of another tensor.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>The mask.</returns>
    public Tensor AtMost(Tensor other) => LessOrEqualElements.Call(this, other);

    /// <summary>Where elements lie above a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The mask.</returns>
    public Tensor GreaterThan(double value) => GreaterNumber.Call(this, Number(value));

    /// <summary>Where elements lie above those of another tensor.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>The mask.</returns>
    public Tensor GreaterThan(Tensor other) => GreaterElements.Call(this, other);

    /// <summary>Where elements lie at or above a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The mask.</returns>
    public Tensor AtLeast(double value) => GreaterOrEqualNumber.Call(this, Number(value));

    /// <summary>Where elements lie at or above those of another tensor.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>The mask.</returns>
    public Tensor AtLeast(Tensor other) => GreaterOrEqualElements.Call(this, other);

    /// <summary>Where both are true.</summary>
    /// <param name="other">The other mask.</param>
    /// <returns>The mask.</returns>
    public Tensor And(Tensor other) => LogicalAndElements.Call(this, other);

    /// <summary>Where either is true.</summary>
    /// <param name="other">The other mask.</param>
    /// <returns>The mask.</returns>
    public Tensor Or(Tensor other) => LogicalOrElements.Call(this, other);

    /// <summary>Where this is not true.</summary>
    /// <returns>The mask.</returns>
    public Tensor Not() => LogicalNotElements.Call(this);

    /// <summary>Where elements are neither infinite nor NaN.</summary>
    /// <returns>The mask.</returns>
    public Tensor IsFinite() => IsFiniteElements.Call(this);

    /// <summary>Where elements are NaN.</summary>
    /// <returns>The mask.</returns>
    public Tensor IsNaN() => IsNaNElements.Call(this);

    /// <summary>Whether shape and every element are the same.</summary>
    /// <param name="other">The other tensor, of the same element type.</param>
    /// <returns>True when so; a NaN equals nothing.</returns>
    public bool SameAs(Tensor other) => EqualTensors.CallForValues(this, other)[0].AsFlag();

    /// <summary>Whether every element is near: |this − other| ≤ absolute + relative · |other|.</summary>
    /// <param name="other">The other tensor, of the same element type.</param>
    /// <param name="relative">Relative tolerance.</param>
    /// <param name="absolute">Absolute tolerance.</param>
    /// <returns>True when so; a NaN is near nothing.</returns>
    public bool IsClose(Tensor other, double relative, double absolute) =>
        CloseTensors.CallForValues(this, other, Number(relative), Number(absolute))[0].AsFlag();
}
