using Plumbline.Alignment.Objectives;
using Plumbline.Diffusion.Mini;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Optimizers;
using Plumbline.Tests.Diffusion.Mini;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Objectives;

[LeavesNoTensors]
public sealed class FlowMatchingObjectiveTests
{
    private static readonly string[] Prompts = ["a red arch", "a blue ball"];

    [Fact]
    public void A_network_that_predicts_nothing_pays_for_noise_and_clip()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Fresh();
        using var generator = new Generator(1, Device.Cpu);
        var latents = generator.Normal([2, 4, 3, 16, 16]);

        var loss = new FlowMatchingObjective(model.Denoiser, model.Text, new()).Loss(latents, Prompts, null, generator);

        // The target is a difference of two standard normal numbers.
        Assert.Equal(2, loss.Item(), 0.2);
    }

    [Fact]
    public void One_seed_gives_one_loss()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var objective = new FlowMatchingObjective(model.Denoiser, model.Text, new());
        double Loss(ulong seed)
        {
            using var generator = new Generator(seed, Device.Cpu);
            return objective.Loss(Clip(2), Prompts, null, generator).Item();
        }

        Assert.Equal(Loss(3), Loss(3));
        Assert.NotEqual(Loss(3), Loss(4));
    }

    [Fact]
    public void Frames_that_are_given_do_not_count()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Fresh();
        var options = new FlowMatchingOptions { FirstFrameShare = 1 };
        var loud = Clip(2);
        loud.Slice(2, 0, 1).FillInPlace(100);
        using var generator = new Generator(3, Device.Cpu);

        var loss = new FlowMatchingObjective(model.Denoiser, model.Text, options).Loss(loud, Prompts, null, generator);

        Assert.InRange(loss.Item(), 0, 4);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_share_outside_0_to_1_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlowMatchingOptions { TextDrop = share }.Validate());

    [Fact]
    public void One_clip_is_learned_by_heart()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Fresh();
        var clip = Clip(1);

        Train(model, clip, steps: 400, batch: 8);

        // A slower run reaches 1e-3, see the base model's card; here the clip's own variance is 1.
        Assert.InRange((Sample(model) - clip).Square().Mean().Item(), 0, 0.05);
    }

    private static void Train(MiniModel model, Tensor clip, int steps, int batch)
    {
        model.RecordGradients(GradientRecording.On);
        var objective = new FlowMatchingObjective(
            model.Denoiser, model.Text, new() { FirstFrameShare = 0, TextDrop = 0 });
        using var generator = new Generator(4, Device.Cpu);
        using var optimizer = new AdamW(model.Parameters(), new() { Beta2 = 0.95, WeightDecay = 0 });
        for (var step = 0; step < steps; step++)
        {
            using var scope = new TensorScope();
            var latents = clip.Expand([batch, .. clip.Shape.Skip(1)]);
            Gradients.Backward(objective.Loss(latents, [.. Enumerable.Repeat(Prompts[0], batch)], null, generator));
            optimizer.Step(3e-3 * Math.Min(1, (steps - step) / (steps * 0.5)));
            optimizer.ClearGradients();
        }
    }

    private static Tensor Sample(MiniModel model)
    {
        using var paused = new RecordingScope(GradientRecording.Off);
        using var scope = new TensorScope();
        using var generator = new Generator(5, Device.Cpu);
        var text = model.Text.Encode([Prompts[0]]);
        return scope.Keep(new EulerSampler().Run(
            new RectifiedFlow { Shift = 3 }.Plan(25), generator.Normal([1, 4, 3, 4, 4]),
            (sample, time) => model.Denoiser.Predict(
                sample, Tensor.Full([1], time, DType.Float32, Device.Cpu), new() { Text = text })));
    }

    private static Tensor Clip(int count)
    {
        using var generator = new Generator(2, Device.Cpu);
        return generator.Normal([count, 4, 3, 4, 4]);
    }
}
