using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion.Mini;

[LeavesNoTensors]
public sealed class MiniGradientTests
{
    [Fact]
    public void The_gradient_of_every_weight_is_that_of_differences()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake(Precision.Float64);
        model.RecordGradients(GradientRecording.On);
        var (noised, times, conditioning) = MiniSubjects.Batch(model);
        Gradients.Backward(Loss(model, noised, times, conditioning));
        using var generator = new Generator(8, Device.Cpu);

        foreach (var (name, value) in model.Parameters())
        {
            using var inner = new TensorScope();
            var direction = generator.Normal(value.Shape, DType.Float64);
            var expected = Difference(model, noised, times, conditioning, value, direction);
            var found = value.Gradient() is { } gradient ? (gradient * direction).Sum().Item() : 0;

            Assert.True(
                Math.Abs(found - expected) <= 1e-5 * Math.Max(1, Math.Abs(expected)),
                $"{name}: expected {expected}, got {found}");
        }
    }

    [Fact]
    public void Running_blocks_twice_to_save_memory_changes_no_gradient()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        model.RecordGradients(GradientRecording.On);
        var (noised, times, conditioning) = MiniSubjects.Batch(model);
        Gradients.Backward(model.Denoiser.Predict(noised, times, conditioning).Square().Mean());
        var plain = model.Parameters().ToDictionary(weight => weight.Name, weight => weight.Value.Gradient());
        foreach (var (_, value) in model.Parameters())
            value.SetGradient(null);

        using var tape = new BlockTape();
        tape.Backward(
            model.Denoiser.Predict(noised, times, MiniSubjects.Batch(model).Conditioning, tape).Square().Mean());

        foreach (var (name, value) in model.Parameters())
        {
            var found = value.Gradient();
            Assert.Equal(plain[name] is null, found is null);
            if (found is not null)
                Assert.True(found.IsClose(plain[name]!, 1e-4, 1e-6), name);
        }
    }

    private static Tensor Loss(MiniModel model, Tensor noised, Tensor times, Conditioning conditioning) =>
        model.Denoiser.Predict(
            noised, times, conditioning with { Text = model.Text.Encode(["a red arch", "blue ball"]) })
            .Square().Sum();

    private static double Difference(
        MiniModel model, Tensor noised, Tensor times, Conditioning conditioning, Tensor value, Tensor direction)
    {
        const double Step = 1e-6;
        using var paused = new RecordingScope(GradientRecording.Off);
        value.AddInPlace(direction, Step);
        var above = Loss(model, noised, times, conditioning).Item();
        value.AddInPlace(direction, -2 * Step);
        var below = Loss(model, noised, times, conditioning).Item();
        value.AddInPlace(direction, Step);
        return (above - below) / (2 * Step);
    }
}
