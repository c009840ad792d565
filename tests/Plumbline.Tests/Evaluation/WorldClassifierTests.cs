using Plumbline.Alignment.Evaluation;
using Plumbline.Alignment.Training;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Optimizers;
using Plumbline.Tests.Tensors;
using Plumbline.Vision.Synthetic;
using Shape = Plumbline.Tensors.Shape;

namespace Plumbline.Tests.Evaluation;

[LeavesNoTensors]
public sealed class WorldClassifierTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-classifier");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Answers_are_the_same_after_a_file_of_full_precision()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(3, Device.Cpu);
        using var network = Fresh();
        var frames = generator.Uniform([2, 3, 9, 64, 64]) * 2 - 1;
        var path = Path.Combine(_folder.FullName, "model.safetensors");

        WorldClassifierFile.Save(network, path, DType.Float32);
        using var loaded = WorldClassifierFile.Load(path, Precision.Float32, Device.Cpu);

        var (before, after) = (network.Forward(frames), loaded.Forward(frames));
        Assert.True(before.Cells.SameAs(after.Cells) && before.Moves.SameAs(after.Moves)
            && before.Features.SameAs(after.Features));
        Assert.Equal(Shape.Of(2, 3, 16, 16, WorldAnswers.CellChannels), before.Cells.Shape);
        Assert.Equal(Shape.Of(2, 16), before.Moves.Shape);
    }

    [Fact]
    public void Every_second_frame_and_the_mean_of_areas_are_seen()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(3, Device.Cpu);
        using var network = Fresh();
        var small = generator.Uniform([1, 3, 9, 64, 64]) * 2 - 1;
        var large = small.RepeatInterleave(2, 3).RepeatInterleave(2, 4).RepeatInterleave(2, 2).Slice(2, 0, 17);

        Assert.True(network.Forward(large).Features.IsClose(network.Forward(small).Features, 1e-5, 1e-5));
    }

    [Fact]
    public void Other_sizes_are_refused()
    {
        using var scope = new TensorScope();
        using var network = Fresh();

        foreach (
            var shape in new Shape[] { [1, 3, 9, 64, 128], [1, 3, 8, 64, 64], [1, 3, 9, 96, 96], [1, 1, 9, 64, 64] })
        {
            var error = Assert.Throws<ArgumentException>(
                () => network.Forward(Tensor.Zeros(shape, DType.Float32, Device.Cpu)));
            Assert.Contains("expected [B, 3, 9 or 17, 64m, 64m]", error.Message);
        }
    }

    [Fact]
    public void Labels_show_each_object_where_it_is()
    {
        var world = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Training, 5), new(64, 64, 9));

        var (rgb, labels) = WorldLabels.Film(world);

        Assert.Equal(world.FilmRgb(), rgb);
        Assert.Equal(Enumerable.Range(0, world.Objects.Count + 1), labels.Objects.Take(256).Distinct()
            .Select(value => (int)value).Order());
        for (var i = 0; i < world.Objects.Count; i++)
        {
            var columns = Enumerable.Range(0, 256).Where(cell => labels.Objects[cell] == i + 1)
                .Average(cell => cell % 16 + 0.5) * 4;
            var foot = world.Views[0].CameraFromWorld * world.Objects[i].Foot;
            Assert.Equal(foot.Z, labels.DepthMetres[i], 1e-12);
            Assert.InRange(columns - world.Views[0].Camera.Project(foot).X, -6, 6);
        }
    }

    [Fact]
    public void A_run_stopped_and_resumed_equals_one_that_was_not()
    {
        var (whole, pieces) = (Path.Combine(_folder.FullName, "whole"), Path.Combine(_folder.FullName, "pieces"));
        var recipe = WorldClassifierRecipe.Smoke;
        using var stop = new CancellationTokenSource();
        var progress = new Immediate(step => { if (step.Step == 2) stop.Cancel(); });

        var sitting = new TrainingSitting(TimeProvider.System);
        recipe.Train(whole, TrainingStart.Fresh, sitting);
        Assert.Equal(TrainingEnd.Stopped, recipe.Train(
            pieces, TrainingStart.Fresh, sitting with { Progress = progress }, stop.Token));
        Assert.Equal(TrainingEnd.Finished, WorldClassifierRecipe.Load(pieces).Train(
            pieces, TrainingStart.Resumed, sitting));

        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "model.safetensors")), File.ReadAllBytes(
            Path.Combine(pieces, "model.safetensors")));
    }

    [Fact]
    public void Learning_one_batch_by_heart_makes_every_part_of_the_loss_small()
    {
        using var network = Fresh();
        network.RecordGradients(GradientRecording.On);
        var task = new WorldClassifierTask(network, 1);
        ClassifierSample[] batch = [task.Sample(0, default), task.Sample(1, default)];
        using var optimizer = new AdamW(network.Parameters(), new() { WeightDecay = 0 });
        double Step(double rate)
        {
            using var scope = new TensorScope();
            using var generator = new Generator(1, Device.Cpu);
            var loss = task.Loss(batch, generator).Total;
            Gradients.Backward(loss);
            optimizer.Step(rate);
            optimizer.ClearGradients();
            return loss.Item();
        }

        var first = Step(0);
        for (var i = 0; i < 60; i++)
            Step(1e-2);

        Assert.InRange(Step(0), 0, 0.25 * first);
    }

    private static WorldClassifier Fresh()
    {
        using var generator = new Generator(1, Device.Cpu);
        return Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu,
            weights => new WorldClassifier(weights, WorldClassifierConfig.Tiny));
    }

    private sealed class Immediate(Action<TrainingStep> told) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value) => told(value);
    }
}
