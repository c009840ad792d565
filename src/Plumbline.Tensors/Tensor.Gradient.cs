using Plumbline.Tensors.Native;
using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>The tensor's place in the record of gradients; see <see cref="Autograd.Gradients"/>.</content>
public sealed partial class Tensor
{
    private static readonly Operator SetRequiresGradient = new("aten::requires_grad_");
    private static readonly Operator DetachTensor = new("aten::detach");

    /// <summary>Whether gradients flow back to this tensor.</summary>
    public bool RequiresGradient => Describe().RequiresGradient;

    /// <summary>Whether the tensor was made by no recorded operation.</summary>
    public bool IsLeaf => Describe().IsLeaf;

    /// <summary>Turns the recording of gradients for this leaf on or off.</summary>
    /// <param name="recording">On, or off.</param>
    /// <returns>The tensor itself.</returns>
    /// <exception cref="TorchException">The tensor is no leaf, or holds no floating-point numbers.</exception>
    public Tensor RecordGradient(GradientRecording recording = GradientRecording.On)
    {
        SetRequiresGradient.Run(this, Flag(recording == GradientRecording.On));
        return this;
    }

    /// <summary>The same elements without their history.</summary>
    /// <returns>A view that requires no gradient.</returns>
    public Tensor Detach() => DetachTensor.Call(this);

    /// <summary>The gradient that backward passes have added up in this leaf.</summary>
    /// <returns>A second owner of the gradient; absent when no pass has reached the tensor.</returns>
    public Tensor? Gradient() => NativeTensor.GetGradient(this) is { } handle ? new(handle) : null;

    /// <summary>Replaces the gradient of this leaf.</summary>
    /// <param name="gradient">The gradient, this shape; none when absent, as after an optimizer's step.</param>
    public void SetGradient(Tensor? gradient) => NativeTensor.SetGradient(this, gradient);
}
