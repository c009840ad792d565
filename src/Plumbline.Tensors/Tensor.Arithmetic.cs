using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Arithmetic, element by element; shapes broadcast as in numpy, types promote as in torch.</content>
public sealed partial class Tensor
{
    private static readonly Operator AddTensor = new("aten::add", "Tensor");
    private static readonly Operator SubtractTensor = new("aten::sub", "Tensor");
    private static readonly Operator MultiplyTensor = new("aten::mul", "Tensor");
    private static readonly Operator DivideTensor = new("aten::div", "Tensor");
    private static readonly Operator AddNumber = new("aten::add", "Scalar");
    private static readonly Operator SubtractNumber = new("aten::sub", "Scalar");
    private static readonly Operator MultiplyNumber = new("aten::mul", "Scalar");
    private static readonly Operator DivideNumber = new("aten::div", "Scalar");
    private static readonly Operator SubtractFrom = new("aten::rsub", "Scalar");
    private static readonly Operator AddProductOf = new("aten::addcmul");
    private static readonly Operator LerpTensor = new("aten::lerp", "Scalar");
    private static readonly Operator MaximumTensor = new("aten::maximum");
    private static readonly Operator MinimumTensor = new("aten::minimum");
    private static readonly Operator ClampTensor = new("aten::clamp");
    private static readonly Operator PowerNumber = new("aten::pow", "Tensor_Scalar");
    private static readonly Operator PowerTensor = new("aten::pow", "Tensor_Tensor");
    private static readonly Operator RemainderNumber = new("aten::remainder", "Scalar");
    private static readonly Operator FloorDivideNumber = new("aten::floor_divide", "Scalar");
    private static readonly Operator Atan2Tensor = new("aten::atan2");
    private static readonly Operator AbsTensor = new("aten::abs");
    private static readonly Operator SquareTensor = new("aten::square");
    private static readonly Operator SqrtTensor = new("aten::sqrt");
    private static readonly Operator RsqrtTensor = new("aten::rsqrt");
    private static readonly Operator ReciprocalTensor = new("aten::reciprocal");
    private static readonly Operator ExpTensor = new("aten::exp");
    private static readonly Operator Expm1Tensor = new("aten::expm1");
    private static readonly Operator LogTensor = new("aten::log");
    private static readonly Operator Log1pTensor = new("aten::log1p");
    private static readonly Operator Log2Tensor = new("aten::log2");
    private static readonly Operator SinTensor = new("aten::sin");
    private static readonly Operator CosTensor = new("aten::cos");
    private static readonly Operator TanTensor = new("aten::tan");
    private static readonly Operator AcosTensor = new("aten::acos");
    private static readonly Operator AsinTensor = new("aten::asin");
    private static readonly Operator AtanTensor = new("aten::atan");
    private static readonly Operator ErfTensor = new("aten::erf");
    private static readonly Operator SignTensor = new("aten::sign");
    private static readonly Operator FloorTensor = new("aten::floor");
    private static readonly Operator CeilingTensor = new("aten::ceil");
    private static readonly Operator RoundTensor = new("aten::round");
    private static readonly Operator NegateTensor = new("aten::neg");

    /// <summary>Adds two tensors.</summary>
    /// <param name="left">First operand.</param>
    /// <param name="right">Second operand.</param>
    /// <returns>The sum.</returns>
    public static Tensor operator +(Tensor left, Tensor right) => AddTensor.Call(left, right);

    /// <summary>Adds a number to every element.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number; it does not widen a floating-point tensor.</param>
    /// <returns>The sum.</returns>
    public static Tensor operator +(Tensor left, double right) => AddNumber.Call(left, Number(right));

    /// <summary>Subtracts the second tensor from the first.</summary>
    /// <param name="left">First operand.</param>
    /// <param name="right">Second operand.</param>
    /// <returns>The difference.</returns>
    public static Tensor operator -(Tensor left, Tensor right) => SubtractTensor.Call(left, right);

    /// <summary>Subtracts a number from every element.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number; it does not widen a floating-point tensor.</param>
    /// <returns>The difference.</returns>
    public static Tensor operator -(Tensor left, double right) => SubtractNumber.Call(left, Number(right));

    /// <summary>Multiplies two tensors element by element.</summary>
    /// <param name="left">First operand.</param>
    /// <param name="right">Second operand.</param>
    /// <returns>The product.</returns>
    public static Tensor operator *(Tensor left, Tensor right) => MultiplyTensor.Call(left, right);

    /// <summary>Multiplies every element by a number.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number; it does not widen a floating-point tensor.</param>
    /// <returns>The product.</returns>
    public static Tensor operator *(Tensor left, double right) => MultiplyNumber.Call(left, Number(right));

    /// <summary>Divides the first tensor by the second; integers become floating-point numbers.</summary>
    /// <param name="left">First operand.</param>
    /// <param name="right">Second operand.</param>
    /// <returns>The quotient.</returns>
    public static Tensor operator /(Tensor left, Tensor right) => DivideTensor.Call(left, right);

    /// <summary>Divides every element by a number; integers become floating-point numbers.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number; it does not widen a floating-point tensor.</param>
    /// <returns>The quotient.</returns>
    public static Tensor operator /(Tensor left, double right) => DivideNumber.Call(left, Number(right));

    /// <summary>Adds a number to every element.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The tensor.</param>
    /// <returns>The sum.</returns>
    public static Tensor operator +(double left, Tensor right) => AddNumber.Call(right, Number(left));

    /// <summary>Subtracts every element from a number.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The tensor.</param>
    /// <returns>The difference.</returns>
    public static Tensor operator -(double left, Tensor right) => SubtractFrom.Call(right, Number(left));

    /// <summary>Multiplies every element by a number.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The tensor.</param>
    /// <returns>The product.</returns>
    public static Tensor operator *(double left, Tensor right) => MultiplyNumber.Call(right, Number(left));

    /// <summary>Negates every element.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The negated tensor.</returns>
    public static Tensor operator -(Tensor tensor) => NegateTensor.Call(tensor);

    /// <summary>Adds a scaled product, this + factor · first · second.</summary>
    /// <param name="first">First factor.</param>
    /// <param name="second">Second factor.</param>
    /// <param name="factor">Scale of the product.</param>
    /// <returns>The sum.</returns>
    public Tensor AddProduct(Tensor first, Tensor second, double factor = 1) =>
        AddProductOf.Call(this, first, second, Number(factor));

    /// <summary>Interpolates, this + weight · (end − this).</summary>
    /// <param name="end">The value at weight 1.</param>
    /// <param name="weight">0 gives this tensor, 1 the end.</param>
    /// <returns>The value between.</returns>
    public Tensor Lerp(Tensor end, double weight) => LerpTensor.Call(this, end, Number(weight));

    /// <summary>The larger of two elements.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>The maximum, element by element; NaN where either is NaN.</returns>
    public Tensor Maximum(Tensor other) => MaximumTensor.Call(this, other);

    /// <summary>The smaller of two elements.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>The minimum, element by element; NaN where either is NaN.</returns>
    public Tensor Minimum(Tensor other) => MinimumTensor.Call(this, other);

    /// <summary>Moves every element into a range.</summary>
    /// <param name="low">Smallest value; no lower bound when absent.</param>
    /// <param name="high">Largest value; no upper bound when absent.</param>
    /// <returns>The clamped tensor; the gradient is 0 outside the range.</returns>
    public Tensor Clamp(double? low = null, double? high = null) =>
        ClampTensor.Call(this, low is { } l ? Number(l) : None, high is { } h ? Number(h) : None);

    /// <summary>Raises every element to a power.</summary>
    /// <param name="exponent">The exponent.</param>
    /// <returns>The powers.</returns>
    public Tensor Pow(double exponent) => PowerNumber.Call(this, Number(exponent));

    /// <summary>Raises every element to a power of its own.</summary>
    /// <param name="exponent">The exponents.</param>
    /// <returns>The powers.</returns>
    public Tensor Pow(Tensor exponent) => PowerTensor.Call(this, exponent);

    /// <summary>Remainder of a division, with the divisor's sign as in Python.</summary>
    /// <param name="divisor">The divisor.</param>
    /// <returns>The remainders.</returns>
    public Tensor Remainder(double divisor) => RemainderNumber.Call(this, Number(divisor));

    /// <summary>Quotient rounded down.</summary>
    /// <param name="divisor">The divisor.</param>
    /// <returns>The rounded quotients; integers stay integers when the divisor is whole.</returns>
    public Tensor FloorDivide(double divisor) =>
        FloorDivideNumber.Call(this, divisor == Math.Floor(divisor) ? Integer((long)divisor) : Number(divisor));

    /// <summary>Angle of the point (x, this).</summary>
    /// <param name="x">The abscissa; this tensor is the ordinate.</param>
    /// <returns>Angles in radians, −π to π.</returns>
    public Tensor Atan2(Tensor x) => Atan2Tensor.Call(this, x);

    /// <summary>Absolute value.</summary>
    /// <returns>The magnitudes.</returns>
    public Tensor Abs() => AbsTensor.Call(this);

    /// <summary>Square of every element.</summary>
    /// <returns>The squares.</returns>
    public Tensor Square() => SquareTensor.Call(this);

    /// <summary>Square root.</summary>
    /// <returns>The roots; NaN for negative numbers.</returns>
    public Tensor Sqrt() => SqrtTensor.Call(this);

    /// <summary>Reciprocal of the square root.</summary>
    /// <returns>1 / √x.</returns>
    public Tensor Rsqrt() => RsqrtTensor.Call(this);

    /// <summary>Reciprocal.</summary>
    /// <returns>1 / x.</returns>
    public Tensor Reciprocal() => ReciprocalTensor.Call(this);

    /// <summary>Exponential function.</summary>
    /// <returns>eˣ.</returns>
    public Tensor Exp() => ExpTensor.Call(this);

    /// <summary>Exponential function less 1, exact near 0.</summary>
    /// <returns>eˣ − 1.</returns>
    public Tensor Expm1() => Expm1Tensor.Call(this);

    /// <summary>Natural logarithm.</summary>
    /// <returns>ln x.</returns>
    public Tensor Log() => LogTensor.Call(this);

    /// <summary>Natural logarithm of 1 + x, exact near 0.</summary>
    /// <returns>ln(1 + x).</returns>
    public Tensor Log1p() => Log1pTensor.Call(this);

    /// <summary>Logarithm to base 2.</summary>
    /// <returns>log₂ x.</returns>
    public Tensor Log2() => Log2Tensor.Call(this);

    /// <summary>Sine.</summary>
    /// <returns>The sines of angles in radians.</returns>
    public Tensor Sin() => SinTensor.Call(this);

    /// <summary>Cosine.</summary>
    /// <returns>The cosines of angles in radians.</returns>
    public Tensor Cos() => CosTensor.Call(this);

    /// <summary>Tangent.</summary>
    /// <returns>The tangents of angles in radians.</returns>
    public Tensor Tan() => TanTensor.Call(this);

    /// <summary>Inverse cosine.</summary>
    /// <returns>Angles in radians, 0 to π.</returns>
    public Tensor Acos() => AcosTensor.Call(this);

    /// <summary>Inverse sine.</summary>
    /// <returns>Angles in radians, −π/2 to π/2.</returns>
    public Tensor Asin() => AsinTensor.Call(this);

    /// <summary>Inverse tangent.</summary>
    /// <returns>Angles in radians, −π/2 to π/2.</returns>
    public Tensor Atan() => AtanTensor.Call(this);

    /// <summary>Error function.</summary>
    /// <returns>erf x, −1 to 1.</returns>
    public Tensor Erf() => ErfTensor.Call(this);

    /// <summary>Sign of every element.</summary>
    /// <returns>−1, 0 or 1.</returns>
    public Tensor Sign() => SignTensor.Call(this);

    /// <summary>Rounds down.</summary>
    /// <returns>The largest whole numbers not above.</returns>
    public Tensor Floor() => FloorTensor.Call(this);

    /// <summary>Rounds up.</summary>
    /// <returns>The smallest whole numbers not below.</returns>
    public Tensor Ceiling() => CeilingTensor.Call(this);

    /// <summary>Rounds to the nearest, halves to even.</summary>
    /// <returns>Whole numbers.</returns>
    public Tensor Round() => RoundTensor.Call(this);

    /// <summary>Negates every element.</summary>
    /// <returns>−x.</returns>
    public Tensor Negate() => NegateTensor.Call(this);
}
