using System.Diagnostics;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Benchmarks.Engine;

/// <summary>One round of measurements: cost of a call, and of a training step.</summary>
/// <param name="AddNanoseconds">Time of one addition of two tensors of one element, result disposed.</param>
/// <param name="RecordedAddNanoseconds">The same with gradients recorded.</param>
/// <param name="FastestStepMilliseconds">Time of the fastest training step: what the code costs.</param>
/// <param name="MedianStepMilliseconds">
/// Median time of a training step: what it cost among the machine's other work.
/// </param>
/// <param name="LastLoss">Loss of the last step: equal networks end at equal losses.</param>
internal sealed record EngineRun(
    double AddNanoseconds, double RecordedAddNanoseconds, double FastestStepMilliseconds, double MedianStepMilliseconds,
    double LastLoss)
{
    public const int StepCount = 40;
    private const int WarmupSteps = 5;

    // A batch lasts a few milliseconds, so that on a busy machine some batches run undisturbed.
    private const int BatchCount = 100;
    private const int CallsPerBatch = 2_000;

    public static EngineRun Measure()
    {
        var (fastest, median, loss) = TrainingStep();
        return new(Add(GradientRecording.Off), Add(GradientRecording.On), fastest, median, loss);
    }

    private static double Add(GradientRecording recording)
    {
        using var scope = new TensorScope();
        var left = Tensor.Ones([1], DType.Float32, Device.Cpu).RecordGradient(recording);
        var right = Tensor.Ones([1], DType.Float32, Device.Cpu);
        var best = double.MaxValue;
        for (var batch = 0; batch < BatchCount; batch++)
        {
            using var inner = new TensorScope();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < CallsPerBatch; i++)
                (left + right).Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / CallsPerBatch);
        }

        return best;
    }

    private static (double Fastest, double Median, double Loss) TrainingStep()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(0, Device.Cpu);
        using var network = Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu, weights => new SmallTransformer(weights));
        network.RecordGradients(GradientRecording.On);
        using var optimizer = new AdamW(network.Parameters());
        var input = generator.Normal([SmallTransformer.Batch, SmallTransformer.Tokens, SmallTransformer.Channels]);
        var target = generator.Normal(input.Shape);
        List<double> milliseconds = [];
        var loss = 0.0;
        for (var step = 0; step < WarmupSteps + StepCount; step++)
        {
            using var stepScope = new TensorScope();
            var start = Stopwatch.GetTimestamp();
            optimizer.ClearGradients();
            var error = network.Forward(input).MeanSquaredError(target);
            Gradients.Backward(error);
            optimizer.Step(1e-3);
            loss = error.Item();
            if (step >= WarmupSteps)
                milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        milliseconds.Sort();
        return (milliseconds[0], milliseconds[milliseconds.Count / 2], loss);
    }
}
