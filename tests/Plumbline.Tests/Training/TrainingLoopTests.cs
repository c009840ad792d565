using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Training;

[LeavesNoTensors]
public sealed class TrainingLoopTests : IDisposable
{
    private static readonly AutoencoderRecipe Recipe = AutoencoderRecipe.Smoke with
    {
        Compute = DType.Float32,
        Training = AutoencoderRecipe.Smoke.Training with { Steps = 12, InspectEverySteps = 6, LogEverySteps = 3 },
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-training");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_run_stopped_and_resumed_equals_one_that_was_not()
    {
        var (whole, pieces) = (Folder("whole"), Folder("pieces"));
        Train(Recipe, whole, TrainingStart.Fresh);

        Assert.Equal(TrainingEnd.Stopped, TrainUntil(5, pieces, TrainingStart.Fresh));
        Assert.Equal(TrainingEnd.Stopped, TrainUntil(8, pieces, TrainingStart.Resumed));
        Assert.Equal(TrainingEnd.Finished, Train(Recipe, pieces, TrainingStart.Resumed));

        foreach (var name in new[] { "state.safetensors", "model.safetensors", "samples/step-00000012.png" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, name)), File.ReadAllBytes(Path.Combine(pieces, name)));
    }

    [Fact]
    public void The_loss_falls_and_every_report_is_one_line()
    {
        var folder = Folder("run");

        Train(
            Recipe with { Training = Recipe.Training with { Steps = 60, InspectEverySteps = 60 } }, folder,
            TrainingStart.Fresh);

        var lines = File.ReadAllLines(Path.Combine(folder, "metrics.jsonl"))
            .Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!).ToArray();
        Assert.Equal(Enumerable.Range(1, 20).Select(i => 3L * i), lines.Select(line => line["step"]!.GetValue<long>()));
        Assert.True(lines[^1]["loss"]!.GetValue<double>() < 0.8 * lines[0]["loss"]!.GetValue<double>());
        Assert.True(lines[^1]["psnrDecibels"]!.GetValue<double>() > 10);
    }

    [Fact]
    public void The_exported_model_loads_with_its_statistics()
    {
        var folder = Folder("run");
        Train(Recipe, folder, TrainingStart.Fresh);

        using var loaded = MiniAutoencoderFile.Load(
            Path.Combine(folder, "model.safetensors"), Precision.Float32, Device.Cpu);

        using var scope = new TensorScope();
        var statistics = loaded.Parameters().Single(parameter => parameter.Name == "latent_std");
        Assert.DoesNotContain(1f, statistics.Value.ToArray<float>());
    }

    [Fact]
    public void A_decoder_trained_alone_in_two_sittings_keeps_the_latents_and_restores_better()
    {
        var (first, second) = (Folder("first"), Folder("second"));
        Train(Recipe, first, TrainingStart.Fresh);
        var (before, after) = (Path.Combine(first, "model.safetensors"), Path.Combine(second, "model.safetensors"));
        var recipe = Recipe with
        {
            Part = AutoencoderPart.Decoder,
            Training = Recipe.Training with { Steps = 60, InspectEverySteps = 30 }
        };

        recipe.Train(
            second, TrainingStart.Fresh, new(TimeProvider.System) { TimeLimit = TimeSpan.FromTicks(1) }, before);
        recipe.Train(second, TrainingStart.Resumed, new(TimeProvider.System));

        using var old = MiniAutoencoderFile.Load(before, Precision.Float32, Device.Cpu);
        using var finished = MiniAutoencoderFile.Load(after, Precision.Float32, Device.Cpu);
        Assert.Equal(old.LatentSpace, finished.LatentSpace);
        var measured = File.ReadLines(Path.Combine(second, "metrics.jsonl"))
            .Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!["psnrDecibels"]?.GetValue<double>())
            .OfType<double>().ToArray();
        Assert.True(measured[^1] > measured[0]);
        Assert.Throws<InvalidDataException>(
            () => recipe.Train(Folder("third"), TrainingStart.Fresh, new(TimeProvider.System)));
    }

    [Fact]
    public void A_new_run_can_begin_with_an_exported_model()
    {
        var (first, second) = (Folder("first"), Folder("second"));
        Train(
            Recipe with { Training = Recipe.Training with { Steps = 60, InspectEverySteps = 60 } }, first,
            TrainingStart.Fresh);
        var model = Path.Combine(first, "model.safetensors");

        var reports = new List<TrainingStep>();
        Recipe.Train(
            second, TrainingStart.Fresh, new(TimeProvider.System) { Progress = new Collected(reports) }, model);
        var failure = Assert.Throws<InvalidDataException>(() =>
            (Recipe with { Network = Recipe.Network with { DecoderOuterBlocks = 2 } }).Train(
                Folder("third"), TrainingStart.Fresh, new(TimeProvider.System), model));

        var trained = File.ReadLines(Path.Combine(first, "metrics.jsonl")).First();
        Assert.True(
            reports[0].Loss < 0.9 * System.Text.Json.Nodes.JsonNode.Parse(trained)!["loss"]!.GetValue<double>());
        Assert.Contains("Use the preset that it was trained with", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_a_run_is_not_overwritten()
    {
        var folder = Folder("run");
        Train(Recipe, folder, TrainingStart.Fresh);
        string[] files = [Path.Combine(folder, "state.safetensors"), Path.Combine(folder, "recipe.json")];
        var before = files.Select(File.ReadAllBytes).ToArray();

        var failure = Assert.Throws<InvalidDataException>(
            () => Train(Recipe with { Size = 64 }, folder, TrainingStart.Fresh));

        Assert.Contains("expected a folder without a run, got one", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, files.Select(File.ReadAllBytes));
    }

    [Fact]
    public void Two_runs_cannot_share_a_folder()
    {
        var folder = Folder("run");
        Directory.CreateDirectory(folder);
        using var other = TrainingFolder.Occupy(folder);

        var failure = Assert.Throws<InvalidDataException>(() => Train(Recipe, folder, TrainingStart.Fresh));

        Assert.Contains("expected a folder that no process trains in", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_recipe_cannot_resume_a_run()
    {
        var folder = Folder("run");
        TrainUntil(3, folder, TrainingStart.Fresh);

        var failure = Assert.Throws<InvalidDataException>(() => Train(
            Recipe with { Training = Recipe.Training with { Seed = 9 } }, folder, TrainingStart.Resumed));

        Assert.Contains("Seed: expected 1, got 9", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_while_a_sample_is_made_is_told_to_the_run()
    {
        using var queue = new SampleQueue<int>(
            0, 2, (index, _) => index < 3 ? (int)index : throw new InvalidDataException("sample 3"));

        Assert.Equal([0, 1, 2], queue.Take(3, CancellationToken.None));
        Assert.Equal(
            "sample 3", Assert.Throws<InvalidDataException>(() => queue.Take(1, CancellationToken.None)).Message);
    }

    private static TrainingEnd Train(AutoencoderRecipe recipe, string folder, TrainingStart start) =>
        recipe.Train(folder, start, new(TimeProvider.System));

    // Reports come every step here, so that the run can be stopped after any of them.
    private static TrainingEnd TrainUntil(long step, string folder, TrainingStart start)
    {
        using var stop = new CancellationTokenSource();
        var recipe = Recipe with { Training = Recipe.Training with { LogEverySteps = 1 } };
        return recipe.Train(
            folder, start, new(TimeProvider.System) { Progress = new StopAt(step, stop) }, token: stop.Token);
    }

    private string Folder(string name) => Path.Combine(_folder.FullName, name);

    private sealed class Collected(List<TrainingStep> reports) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value) => reports.Add(value);
    }

    private sealed class StopAt(long step, CancellationTokenSource stop) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value)
        {
            if (value.Step == step)
                stop.Cancel();
        }
    }
}
