using System.Globalization;
using Plumbline.Alignment.Evaluation;
using Plumbline.Alignment.Training;
using Plumbline.Tensors;

namespace Plumbline.Benchmarks.Quality;

/// <summary>The verb <c>train-classifier</c>: the network that reads captions back from clips.</summary>
internal static class TrainClassifier
{
    /// <summary>Trains until the last step.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="start">Whether the run is new.</param>
    /// <returns>Exit code 0.</returns>
    public static int Run(string folder, TrainingStart start)
    {
        var recipe = start == TrainingStart.Resumed
            ? WorldClassifierRecipe.Load(folder)
            : WorldClassifierRecipe.Full with { Compute = EngineReport.FastestCompute() };
        var end = recipe.Train(folder, start, new(TimeProvider.System) { Progress = new Lines() });
        Console.Error.WriteLine($"{end}: {Path.Combine(folder, "model.safetensors")}");
        return 0;
    }

    private sealed class Lines : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value)
        {
            var terms = value.Terms.Select(
                term => string.Create(CultureInfo.InvariantCulture, $"{term.Key} {term.Value:0.000}"));
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"step {value.Step}/{value.TotalSteps} · loss {value.Loss:0.0000} · {string.Join(" · ", terms)} · "
                + $"{value.SamplesPerSecond:0.00} clips/s · {value.OperationsPerSecond / 1e9:0} GFLOP/s · waited "
                + $"{value.WaitShare:0 %} · {value.TimeLeft:h\\:mm\\:ss} left"));
        }
    }
}
