using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;
using Plumbline.Tests.Diffusion.Mini;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Training;

/// <summary>A step that computes once what an adapter does not touch, against one of whole passes.</summary>
[LeavesNoTensors]
public sealed class SharedBeginningTests
{
    private static readonly MiniDenoiserConfig Config = MiniDenoiserConfig.Tiny with { LatentChannels = 4 };

    [Theory]
    [InlineData(0, ActivationUse.Kept)]
    [InlineData(3, ActivationUse.Kept)]
    [InlineData(5, ActivationUse.Kept)]
    [InlineData(0, ActivationUse.Recomputed)]
    [InlineData(3, ActivationUse.Recomputed)]
    [InlineData(5, ActivationUse.Recomputed)]
    public void Errors_and_gradients_are_those_of_whole_passes_bit_for_bit(int firstBlock, ActivationUse activations)
    {
        using var scope = new TensorScope();
        using var model = Awake(Precision.Float32);
        var adapter = Attach(model, config => config.FromBlock(model.Denoiser, firstBlock));

        var shared = Step(model.Denoiser, model, adapter, activations);
        var whole = Step(new WholePasses(model.Denoiser), model, adapter, activations);

        Assert.Equal(whole.Terms, shared.Terms);
        Assert.Equal(whole.Gradients, shared.Gradients);
        Assert.All(shared.Gradients, gradient => Assert.Contains(gradient, value => value != 0));
    }

    [Theory]
    [InlineData("blocks.3.attn1.to_out")]
    [InlineData("patch")]
    [InlineData("time.shared")]
    [InlineData("unpatch")]
    public void An_adapter_on_any_layer_is_on_in_one_pass_and_off_in_the_other(string layer)
    {
        using var scope = new TensorScope();
        using var model = Awake(Precision.BFloat16);
        var adapter = Attach(model, config => config with { Targets = [layer] });
        var (noised, times, conditioning) = MiniSubjects.Batch(model);
        Tensor Off(Func<Tensor> predict)
        {
            using var off = adapter.Pause();
            return predict();
        }

        var rest = model.Denoiser.Begin(noised, times, conditioning);

        Assert.True(rest(null).SameAs(model.Denoiser.Predict(noised, times, conditioning)));
        Assert.True(Off(() => rest(null)).SameAs(Off(() => model.Denoiser.Predict(noised, times, conditioning))));
        Assert.False(rest(null).SameAs(Off(() => rest(null))));
    }

    [Fact]
    public void Blocks_that_learn_are_not_shared()
    {
        using var scope = new TensorScope();
        using var model = Awake(Precision.Float32);
        var learning = model.Denoiser.Parameters()
            .Single(parameter => parameter.Name == "blocks.1.attn1.to_out.weight").Value;
        model.RecordGradients(GradientRecording.Off);
        learning.RecordGradient();
        var (noised, times, conditioning) = MiniSubjects.Batch(model);

        Gradients.Backward(model.Denoiser.Begin(noised, times, conditioning)(null).Square().Mean());

        Assert.True(learning.Gradient()!.Abs().Sum().Item() > 0);
    }

    private static (Dictionary<string, double> Terms, float[][] Gradients) Step(
        IDenoiser denoiser, MiniModel model, NetworkAdapter adapter, ActivationUse activations)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(1, Device.Cpu);
        var task = new PreferenceTask(
            denoiser, model.Text, adapter, PreferenceSubjects.Entries(), 5,
            PreferenceSubjects.Options with { Activations = activations, Objective = new() { Stillness = 0.1 } });
        var loss = task.Loss([PreferenceSubjects.Sample(0), PreferenceSubjects.Sample(1, 1)], generator);
        var terms = loss.Terms.ToDictionary(term => term.Key, term => term.Value.Item());
        terms["total"] = loss.Total.Item();
        loss.Backward(1);
        return (terms, [.. adapter.Factors().Select(factor =>
        {
            var gradient = factor.Value.Gradient()!.ToArray<float>();
            factor.Value.SetGradient(null);
            return gradient;
        })]);
    }

    private static MiniModel Awake(Precision precision)
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(4, Device.Cpu);
        var model = MiniModel.Fresh(Config, MiniSubjects.Words, precision, generator);
        foreach (var (_, value) in model.Parameters())
            value.AddInPlace(generator.Normal(value.Shape).To(value.DType), 0.05);
        return model;
    }

    private static NetworkAdapter Attach(MiniModel model, Func<LoraConfig, LoraConfig> placed)
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(6, Device.Cpu);
        var config = LoraConfig.For(model.Denoiser, LoraPlacement.Attention) with { Rank = 4, Alpha = 8 };
        var adapter = NetworkAdapter.Attach(model.Denoiser, placed(config), generator);
        foreach (var (_, value) in adapter.Factors())
            value.AddInPlace(generator.Normal(value.Shape) * 0.05);
        return adapter;
    }

    /// <summary>A denoiser that does not say how to begin, as one of another make.</summary>
    private sealed class WholePasses(MiniDenoiser inner) : Module(inner.Precision), IDenoiser
    {
        public PredictionKind Prediction => inner.Prediction;

        public int LatentChannels => inner.LatentChannels;

        public int PatchSize => inner.PatchSize;

        public Tensor Predict(Tensor noised, Tensor times, Conditioning conditioning, BlockTape? tape = null) =>
            inner.Predict(noised, times, conditioning, tape);
    }
}
