using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Losses; lower is better.</content>
public sealed partial class Tensor
{
    private static readonly Operator SquaredError = new("aten::mse_loss");
    private static readonly Operator AbsoluteError = new("aten::l1_loss");
    private static readonly Operator HuberError = new("aten::huber_loss");
    private static readonly Operator BinaryCrossEntropyOfLogits = new("aten::binary_cross_entropy_with_logits");
    private static readonly Operator CrossEntropyOfLogits = new("aten::cross_entropy_loss");

    /// <summary>Squared difference.</summary>
    /// <param name="target">What should have been, this shape.</param>
    /// <param name="reduction">What becomes of the single losses.</param>
    /// <returns>The loss, at least 0.</returns>
    public Tensor MeanSquaredError(Tensor target, LossReduction reduction = LossReduction.Mean) =>
        SquaredError.Call(this, target, Integer((long)reduction));

    /// <summary>Absolute difference.</summary>
    /// <param name="target">What should have been, this shape.</param>
    /// <param name="reduction">What becomes of the single losses.</param>
    /// <returns>The loss, at least 0.</returns>
    public Tensor MeanAbsoluteError(Tensor target, LossReduction reduction = LossReduction.Mean) =>
        AbsoluteError.Call(this, target, Integer((long)reduction));

    /// <summary>Huber's loss: half the square near 0, linear beyond.</summary>
    /// <param name="target">What should have been, this shape.</param>
    /// <param name="delta">Where it turns linear; greater than 0.</param>
    /// <param name="reduction">What becomes of the single losses.</param>
    /// <returns>The loss, at least 0.</returns>
    public Tensor Huber(Tensor target, double delta = 1, LossReduction reduction = LossReduction.Mean) =>
        HuberError.Call(this, target, Integer((long)reduction), Number(delta));

    /// <summary>Cross entropy of yes-or-no decisions.</summary>
    /// <param name="target">Probabilities of yes, 0 to 1, this shape; this tensor holds logits.</param>
    /// <param name="reduction">What becomes of the single losses.</param>
    /// <returns>The loss in nats, at least 0.</returns>
    public Tensor BinaryCrossEntropy(Tensor target, LossReduction reduction = LossReduction.Mean) =>
        BinaryCrossEntropyOfLogits.Call(this, target, None, None, Integer((long)reduction));

    /// <summary>Cross entropy of a choice among classes.</summary>
    /// <param name="target">The right class of each item, int64[B, ...]; this tensor holds logits, [B, C, ...].</param>
    /// <param name="reduction">What becomes of the single losses.</param>
    /// <returns>The loss in nats, at least 0.</returns>
    public Tensor CrossEntropy(Tensor target, LossReduction reduction = LossReduction.Mean) =>
        CrossEntropyOfLogits.Call(this, target, None, Integer((long)reduction));
}
