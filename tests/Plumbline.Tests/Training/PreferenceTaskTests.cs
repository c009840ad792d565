using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tests.Diffusion.Mini;
using Plumbline.Tests.Tensors;
using Plumbline.Tests.Tensors.Distributed;

namespace Plumbline.Tests.Training;

[LeavesNoTensors]
public sealed class PreferenceTaskTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-preference");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(DType.Float32, null)]
    [InlineData(DType.Float32, 2)]
    [InlineData(DType.BFloat16, null)]
    public void At_an_adapter_of_zero_the_loss_is_exactly_log_2(DType compute, int? framesPerStep)
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake(new Precision(compute, compute, DType.Float32));
        var task = PreferenceSubjects.Task(
            model, PreferenceSubjects.Attach(model), PreferenceSubjects.Options with { FramesPerStep = framesPerStep },
            beta: 500);

        var loss = Loss(task);

        Assert.Equal((float)Math.Log(2), (float)loss.Total.Item());
        Assert.Equal(0.5, loss.Terms["accuracy"].Item());
        Assert.Equal(0, loss.Terms["meanAbsoluteLogit"].Item());
    }

    [Fact]
    public void Only_factors_receive_gradients_and_the_reference_records_none()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var adapter = PreferenceSubjects.Attach(model);
        var task = PreferenceSubjects.Task(model, adapter);

        Loss(task).Backward(1);

        Assert.Equal(1, adapter.Weight);
        Assert.All(
            adapter.Factors().Where(factor => factor.Name.Contains("lora_B", StringComparison.Ordinal)),
            factor => Assert.True(factor.Value.Gradient()!.Abs().Sum().Item() > 0, factor.Name));
        Assert.Equal(
            adapter.Factors().Count(), model.Parameters().Count(parameter => parameter.Value.RequiresGradient));
    }

    [Theory]
    [InlineData(PreferenceObjectiveKind.Dpo, ErrorWeighting.Uniform, null)]
    [InlineData(PreferenceObjectiveKind.Dpo, ErrorWeighting.Dense, null)]
    [InlineData(PreferenceObjectiveKind.Dpo, ErrorWeighting.Dense, 2)]
    [InlineData(PreferenceObjectiveKind.Dro, ErrorWeighting.Uniform, null)]
    public void The_gradient_of_a_factor_is_that_of_finite_differences(
        PreferenceObjectiveKind kind, ErrorWeighting weighting, int? framesPerStep)
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake(Precision.Float64);
        var adapter = Awake(PreferenceSubjects.Attach(model));
        var task = PreferenceSubjects.Task(
            model, adapter, PreferenceSubjects.Options with
            {
                Objective = new() { Kind = kind, Weighting = weighting, Stillness = framesPerStep == 2 ? 0 : 0.1 },
                FramesPerStep = framesPerStep,
            });
        var factor = adapter.Factors().Single(parameter =>
            parameter.Name.EndsWith("blocks.1.attn1.to_out.lora_B.weight", StringComparison.Ordinal)).Value;
        var direction = Direction(factor);

        Loss(task).Backward(1);
        var slope = (factor.Gradient()! * direction).Sum().Item();

        using var paused = new RecordingScope(GradientRecording.Off);
        double At(double step)
        {
            using var inner = new TensorScope();
            factor.AddInPlace(direction, step);
            var value = Loss(task).Total.Item();
            factor.AddInPlace(direction, -step);
            return value;
        }

        // Central differences of a step h are off by O(h²); the noise of float64 sums by 1e-16 / h.
        Assert.Equal((At(1e-4) - At(-1e-4)) / 2e-4, slope, 1e-6);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.999999, true)]
    public void A_pair_without_its_words_says_the_same_whatever_they_were(double textDrop, bool isAlike)
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var task = PreferenceSubjects.Task(
            model, Awake(PreferenceSubjects.Attach(model)), PreferenceSubjects.Options with { TextDrop = textDrop });

        Assert.Equal(isAlike, Loss(task, "a red arch").Total.Item() == Loss(task, "a blue ball").Total.Item());
    }

    [Fact]
    public void Blocks_that_run_again_give_the_same_gradients()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var adapter = Awake(PreferenceSubjects.Attach(model));
        float[][] Gradients(ActivationUse use)
        {
            Loss(PreferenceSubjects.Task(model, adapter, PreferenceSubjects.Options with { Activations = use }))
                .Backward(1);
            return [.. adapter.Factors().Select(factor =>
            {
                var gradient = factor.Value.Gradient()!.ToArray<float>();
                factor.Value.SetGradient(null);
                return gradient;
            })];
        }

        var (kept, again) = (Gradients(ActivationUse.Kept), Gradients(ActivationUse.Recomputed));

        for (var i = 0; i < kept.Length; i++)
            Assert.Equal(kept[i], again[i], (a, b) => Math.Abs(a - b) <= 1e-5 * (1 + Math.Abs(a)));
    }

    [Theory]
    [InlineData(PreferenceObjectiveKind.Dpo, ErrorWeighting.Uniform)]
    [InlineData(PreferenceObjectiveKind.HingeDpo, ErrorWeighting.Uniform)]
    [InlineData(PreferenceObjectiveKind.Ipo, ErrorWeighting.Uniform)]
    [InlineData(PreferenceObjectiveKind.Dro, ErrorWeighting.Uniform)]
    [InlineData(PreferenceObjectiveKind.Dpo, ErrorWeighting.Dense)]
    public void Winners_of_prompts_never_seen_gain_on_losers(PreferenceObjectiveKind kind, ErrorWeighting weighting)
    {
        var options = PreferenceSubjects.Options with { Objective = new() { Kind = kind, Weighting = weighting } };

        var (end, reports) = PreferenceSubjects.Train(
            _folder.FullName, TrainingStart.Fresh, options, PreferenceSubjects.Training with { Steps = 32 });

        Assert.Equal(TrainingEnd.Finished, end);
        Assert.Equal(1, reports[^1].Terms["heldOut.accuracy"]);
        Assert.True(reports[^1].Terms["heldOut.margin"] > 0);
        Assert.True(reports[^1].Terms["heldOut.loserChange"] > reports[^1].Terms["heldOut.winnerChange"]);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "adapter_model.safetensors")));
    }

    [Fact]
    public void A_run_stopped_and_resumed_equals_one_that_was_not()
    {
        var (whole, pieces) = (Folder("whole"), Folder("pieces"));
        PreferenceSubjects.Train(whole, TrainingStart.Fresh);

        using var stop = new CancellationTokenSource();
        Assert.Equal(TrainingEnd.Stopped, PreferenceSubjects.Train(
            pieces, TrainingStart.Fresh, token: stop.Token, report: step => StopAt(step, 12, stop)).End);
        Assert.Equal(TrainingEnd.Finished, PreferenceSubjects.Train(pieces, TrainingStart.Resumed).End);

        foreach (var name in new[] { "state.safetensors", "adapter_model.safetensors", "adapter_config.json", "held-out.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, name)), File.ReadAllBytes(Path.Combine(pieces, name)));
    }

    [Fact]
    public void Two_processes_end_where_one_does()
    {
        var (alone, together) = (Folder("alone"), Folder("together"));
        var training = PreferenceSubjects.Training with { Accumulation = 2, Steps = 6, WarmupSteps = 1 };
        PreferenceSubjects.Train(alone, TrainingStart.Fresh, training: training);

        var failures = RankThreads.Run(2, group => PreferenceSubjects.Train(
            together, TrainingStart.Fresh, training: training, processes: group));

        Assert.All(failures, Assert.Null);
        using var expected = Checkpoint.Open(Path.Combine(alone, "state.safetensors"));
        using var actual = Checkpoint.Open(Path.Combine(together, "state.safetensors"));
        Assert.All(expected.Entries.Where(entry => entry.Key.StartsWith("weight.", StringComparison.Ordinal)), entry =>
            Assert.Equal(entry.Value.ToFloats(), actual[entry.Key].ToFloats(), (a, b) => Math.Abs(a - b) < 1e-5));
    }

    [Fact]
    public void A_run_ends_when_held_out_prompts_do_not_get_better_and_keeps_the_best_adapter()
    {
        var folder = Folder("run");
        var options = PreferenceSubjects.Options with { Patience = 2 };
        Directory.CreateDirectory(folder);
        // An accuracy that no inspection can beat stands at step 0.
        File.WriteAllText(Path.Combine(folder, "held-out.json"), """[{ "Step": 0, "Accuracy": 1, "Margin": 1e9 }]""");

        var (end, reports) = PreferenceSubjects.Train(folder, TrainingStart.Fresh, options);
        var again = PreferenceSubjects.Train(folder, TrainingStart.Resumed, options);

        Assert.Equal((TrainingEnd.Converged, 16), (end, reports[^1].Step));
        Assert.Equal(TrainingEnd.Converged, again.End);
        Assert.Empty(again.Reports);
        Assert.False(File.Exists(Path.Combine(folder, "adapter_model.safetensors")));
    }

    [Fact]
    public void Beta_is_chosen_where_preferences_are_felt_and_the_adapter_stays_zero()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var adapter = PreferenceSubjects.Attach(model);
        var before = adapter.Factors().Select(factor => factor.Value.Detach().Clone()).ToArray();
        var task = PreferenceSubjects.Task(model, adapter, beta: 1);

        var probed = task.ProbeBeta(PreferenceSubjects.Training, CancellationToken.None);

        Assert.Equal(2, probed.ProbeSteps);
        Assert.Equal(0.25, probed.Beta * probed.MeanGain, 1e-12);
        Assert.All(adapter.Factors().Zip(before), pair => Assert.True(pair.First.Value.SameAs(pair.Second)));
        Assert.Equal(probed, task.ProbeBeta(PreferenceSubjects.Training, CancellationToken.None));
    }

    [Fact]
    public void Dense_objectives_refuse_pairs_without_weights()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var task = PreferenceSubjects.Task(
            model, PreferenceSubjects.Attach(model),
            PreferenceSubjects.Options with { Objective = new() { Weighting = ErrorWeighting.Dense } });
        using var generator = new Generator(1, Device.Cpu);
        var bare = PreferenceSubjects.Sample(1) with { WinnerWeights = null, LoserWeights = null };

        var failure = Assert.Throws<InvalidDataException>(() => task.Loss([bare], generator));

        Assert.Contains("expected weights for every position", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.009, PreferenceStrength.NotFelt)]
    [InlineData(double.NaN, PreferenceStrength.NotFelt)]
    [InlineData(0.01, PreferenceStrength.Felt)]
    [InlineData(4, PreferenceStrength.Felt)]
    [InlineData(4.1, PreferenceStrength.Saturated)]
    public void A_preference_is_felt_between_two_scales_of_logits(
        double meanAbsoluteLogit, PreferenceStrength expected) =>
        Assert.Equal(expected, PreferenceStrengths.Of(meanAbsoluteLogit));

    private static TrainingLoss Loss(PreferenceTask task, string? caption = null)
    {
        using var generator = new Generator(1, Device.Cpu);
        PreferenceSample[] batch = [PreferenceSubjects.Sample(0), PreferenceSubjects.Sample(1, 1)];
        return task.Loss([.. batch.Select(sample => sample with { Caption = caption ?? sample.Caption })], generator);
    }

    /// <summary>Factors in which nothing is zero: zeros would hide what they multiply.</summary>
    private static NetworkAdapter Awake(NetworkAdapter adapter)
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(6, Device.Cpu);
        foreach (var (_, value) in adapter.Factors())
            value.AddInPlace(generator.Normal(value.Shape) * 0.05);
        return adapter;
    }

    private static Tensor Direction(Tensor factor)
    {
        using var generator = new Generator(7, Device.Cpu);
        return generator.Normal(factor.Shape).To(factor.DType);
    }

    private static void StopAt(TrainingStep step, long number, CancellationTokenSource stop)
    {
        if (step.Step == number)
            stop.Cancel();
    }

    private string Folder(string name) => Path.Combine(_folder.FullName, name);
}
