using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Changes in place, for what owns its elements: optimizers, averages, buffers.</content>
public sealed partial class Tensor
{
    private static readonly Operator FillWith = new("aten::fill_", "Scalar");
    private static readonly Operator AddTo = new("aten::add_", "Tensor");
    private static readonly Operator AddNumberTo = new("aten::add_", "Scalar");
    private static readonly Operator MultiplyBy = new("aten::mul_", "Scalar");
    private static readonly Operator MultiplyByTensor = new("aten::mul_", "Tensor");
    private static readonly Operator DivideBy = new("aten::div_", "Scalar");
    private static readonly Operator AddProductTo = new("aten::addcmul_");
    private static readonly Operator AddQuotientTo = new("aten::addcdiv_");
    private static readonly Operator LerpTo = new("aten::lerp_", "Scalar");

    /// <summary>Writes one value everywhere.</summary>
    /// <param name="value">The value.</param>
    public void FillInPlace(double value) => FillWith.Run(this, Number(value));

    /// <summary>Adds factor · other.</summary>
    /// <param name="other">What to add, broadcast as needed.</param>
    /// <param name="factor">Its scale.</param>
    public void AddInPlace(Tensor other, double factor = 1) => AddTo.Run(this, other, Number(factor));

    /// <summary>Adds a number to every element.</summary>
    /// <param name="value">The number.</param>
    public void AddInPlace(double value) => AddNumberTo.Run(this, Number(value));

    /// <summary>Multiplies every element by a number.</summary>
    /// <param name="factor">The number.</param>
    public void MultiplyInPlace(double factor) => MultiplyBy.Run(this, Number(factor));

    /// <summary>Multiplies element by element.</summary>
    /// <param name="factor">The factors, broadcast as needed.</param>
    public void MultiplyInPlace(Tensor factor) => MultiplyByTensor.Run(this, factor);

    /// <summary>Divides every element by a number.</summary>
    /// <param name="divisor">The number.</param>
    public void DivideInPlace(double divisor) => DivideBy.Run(this, Number(divisor));

    /// <summary>Adds factor · first · second.</summary>
    /// <param name="first">First factor.</param>
    /// <param name="second">Second factor.</param>
    /// <param name="factor">Scale of the product.</param>
    public void AddProductInPlace(Tensor first, Tensor second, double factor = 1) =>
        AddProductTo.Run(this, first, second, Number(factor));

    /// <summary>Adds factor · numerator / denominator.</summary>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator.</param>
    /// <param name="factor">Scale of the quotient.</param>
    public void AddQuotientInPlace(Tensor numerator, Tensor denominator, double factor = 1) =>
        AddQuotientTo.Run(this, numerator, denominator, Number(factor));

    /// <summary>Moves a share of the way to another tensor.</summary>
    /// <param name="end">Where to.</param>
    /// <param name="weight">The share: 0 stays, 1 arrives.</param>
    public void LerpInPlace(Tensor end, double weight) => LerpTo.Run(this, end, Number(weight));
}
