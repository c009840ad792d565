using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Activation functions, element by element, and softmax.</content>
public sealed partial class Tensor
{
    private static readonly Operator ReluTensor = new("aten::relu");
    private static readonly Operator SigmoidTensor = new("aten::sigmoid");
    private static readonly Operator LogSigmoidTensor = new("aten::log_sigmoid");
    private static readonly Operator TanhTensor = new("aten::tanh");
    private static readonly Operator SiluTensor = new("aten::silu");
    private static readonly Operator MishTensor = new("aten::mish");
    private static readonly Operator GeluTensor = new("aten::gelu");
    private static readonly Operator LeakyReluTensor = new("aten::leaky_relu");
    private static readonly Operator SoftplusTensor = new("aten::softplus");
    private static readonly Operator EluTensor = new("aten::elu");
    private static readonly Operator SoftmaxTensor = new("aten::softmax", "int");
    private static readonly Operator LogSoftmaxTensor = new("aten::log_softmax", "int");

    /// <summary>Rectifier.</summary>
    /// <returns>max(x, 0).</returns>
    public Tensor Relu() => ReluTensor.Call(this);

    /// <summary>Logistic function.</summary>
    /// <returns>1 / (1 + e⁻ˣ), 0 to 1.</returns>
    public Tensor Sigmoid() => SigmoidTensor.Call(this);

    /// <summary>Logarithm of the logistic function, stable for large magnitudes.</summary>
    /// <returns>−ln(1 + e⁻ˣ), at most 0.</returns>
    public Tensor LogSigmoid() => LogSigmoidTensor.Call(this);

    /// <summary>Hyperbolic tangent.</summary>
    /// <returns>−1 to 1.</returns>
    public Tensor Tanh() => TanhTensor.Call(this);

    /// <summary>Sigmoid-weighted linear unit, also called swish.</summary>
    /// <returns>x · sigmoid(x).</returns>
    public Tensor Silu() => SiluTensor.Call(this);

    /// <summary>Self-regularised unit.</summary>
    /// <returns>x · tanh(softplus(x)).</returns>
    public Tensor Mish() => MishTensor.Call(this);

    /// <summary>Gaussian error linear unit.</summary>
    /// <param name="form">Exact, or the approximation by tanh that many checkpoints were trained with.</param>
    /// <returns>x · Φ(x).</returns>
    /// <remarks>Hendrycks &amp; Gimpel 2016, arXiv:1606.08415, section 2.</remarks>
    public Tensor Gelu(GeluForm form = GeluForm.Exact) =>
        GeluTensor.Call(this, Text(form == GeluForm.Exact ? "none" : "tanh"));

    /// <summary>Rectifier that lets a little of the negative side through.</summary>
    /// <param name="negativeSlope">Slope for negative numbers.</param>
    /// <returns>x, or slope · x where x is negative.</returns>
    public Tensor LeakyRelu(double negativeSlope = 0.01) => LeakyReluTensor.Call(this, Number(negativeSlope));

    /// <summary>Smooth rectifier.</summary>
    /// <param name="beta">Sharpness; greater than 0.</param>
    /// <returns>ln(1 + e^(beta · x)) / beta.</returns>
    public Tensor Softplus(double beta = 1) => SoftplusTensor.Call(this, Number(beta));

    /// <summary>Exponential linear unit.</summary>
    /// <param name="alpha">The value that large negative numbers approach, negated.</param>
    /// <returns>x, or alpha · (eˣ − 1) where x is negative.</returns>
    public Tensor Elu(double alpha = 1) => EluTensor.Call(this, Number(alpha));

    /// <summary>Normalised exponentials along one axis.</summary>
    /// <param name="axis">The axis that sums to 1.</param>
    /// <param name="dtype">Type to compute in; this tensor's own when absent.</param>
    /// <returns>Weights from 0 to 1.</returns>
    public Tensor Softmax(long axis, DType? dtype = null) =>
        SoftmaxTensor.Call(this, Integer(axis), ElementType(dtype));

    /// <summary>Logarithm of the softmax, stable for large magnitudes.</summary>
    /// <param name="axis">The axis whose exponentials sum to 1.</param>
    /// <param name="dtype">Type to compute in; this tensor's own when absent.</param>
    /// <returns>Log weights, at most 0.</returns>
    public Tensor LogSoftmax(long axis, DType? dtype = null) =>
        LogSoftmaxTensor.Call(this, Integer(axis), ElementType(dtype));
}
