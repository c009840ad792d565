using System.Globalization;
using Plumbline.Alignment.Training;
using Plumbline.Benchmarks.Engine;
using Plumbline.Benchmarks.Fuzzing;
using Plumbline.Tensors;

namespace Plumbline.Benchmarks.Training;

/// <summary>
/// The verb <c>dpo-step</c>: a preference step here, and by the recipe of the reference in Python's torch (a second
/// full model, four passes, an adapter in every block), take turns on the same network and batch.
/// </summary>
/// <remarks>
/// Memory is the most that a process holds beyond the bare engine: weights, optimizer, batch and one step. Processor
/// time is what a step had of all processors; where neighbours take turns on them, it alone says what a step costs.
/// </remarks>
internal static class PreferenceComparison
{
    private const int WarmupCount = 1;

    /// <summary>Measures one row of the table and prints it.</summary>
    /// <param name="compute">float32 or bfloat16.</param>
    /// <param name="pairCount">Pairs of a step.</param>
    /// <param name="firstBlock">First block that has an adapter here.</param>
    /// <param name="stepCount">Steps that count, on each side.</param>
    /// <param name="activations">Whether blocks run again in the backward pass, on both sides.</param>
    /// <param name="framesPerStep">
    /// Latent frames of each clip that a step sees here; all when absent. Then the losses are not those of Python.
    /// </param>
    /// <returns>Exit code: 0, also where Python has no torch and only this side is measured.</returns>
    public static int Run(
        string compute, int pairCount, int firstBlock, int stepCount, ActivationUse activations,
        int? framesPerStep = null)
    {
        var threadCount = EngineThreads.Use(Environment.ProcessorCount);
        using (var scope = new TensorScope())
            _ = Tensor.Ones([64, 64], DType.Float32, Device.Cpu).MatMul(
                Tensor.Ones([64, 64], DType.Float32, Device.Cpu));
        var before = PeakFromHere();
        using var subject = new PreferenceSubject(
            compute == "bfloat16" ? DType.BFloat16 : DType.Float32, pairCount, firstBlock, activations,
            framesPerStep);
        var path = Path.GetTempFileName();
        try
        {
            subject.Save(path);
            var interpreter = PythonRun.FindInterpreter();
            using var python = interpreter is null ? null : new PythonDenoiser(
                interpreter, "dpo_step.py", path, compute, threadCount,
                PreferenceSubject.Beta.ToString(CultureInfo.InvariantCulture),
                subject.Scale.ToString(CultureInfo.InvariantCulture),
                activations == ActivationUse.Recomputed ? "recomputed" : "kept");
            // What writing the file left behind is no part of a step.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            _ = PeakFromHere();
            List<Step> own = [], other = [];
            for (var step = 0; step < WarmupCount + stepCount; step++)
            {
                var begun = Environment.CpuUsage.TotalTime;
                var (seconds, loss) = subject.Step();
                own.Add(new(seconds, (Environment.CpuUsage.TotalTime - begun).TotalSeconds, loss));
                if (python is not null)
                {
                    (seconds, loss) = python.Step();
                    other.Add(new(seconds, python.ProcessorSeconds, loss));
                }
            }

            var frames = framesPerStep is { } few ? $", {few} frames" : "";
            Print(
                $"{compute} | {pairCount} | {firstBlock} | {activations}{frames}", subject, own, other,
                MemoryPeak.OwnBytes() - before, python);
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Print(
        string row, PreferenceSubject subject, List<Step> own, List<Step> other, long ownBytes, PythonDenoiser? python)
    {
        void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        void Side(string side, List<Step> steps, long bytes) => Line(
            $"| {row} | {side} | {Median(steps, step => step.Seconds):0.000} s | {Median(steps, step => step.ProcessorSeconds):0.000} s | {bytes / 1e6:0} MB |");
        Line($"| type | pairs | first block | results of blocks | side | step | processor time | memory |");
        Line($"|---|---|---|---|---|---|---|---|");
        Side("Plumbline", own, ownBytes);
        if (python is not null)
        {
            Side($"the reference's recipe, torch {python.TorchVersion}", other, python.PeakBytes);
            var turns = own.Zip(other).ToList();
            Line($"");
            Line(
                $"{Median(turns, turn => turn.Second.Seconds / turn.First.Seconds):0.00} times as fast by the clock, {Median(turns, turn => turn.Second.ProcessorSeconds / turn.First.ProcessorSeconds):0.00} by processor time, {ownBytes / (double)python.PeakBytes:0.00} of the memory.");
        }

        Line($"");
        Line(
            $"{subject.FactorCount / 1e6:0.00} M numbers trained here; medians of {own.Count - WarmupCount} steps that took turns. Losses here: {own[0].Loss:0.000000} to {own[^1].Loss:0.000000}{(other.Count > 0 ? FormattableString.Invariant($"; in Python: {other[0].Loss:0.000000} to {other[^1].Loss:0.000000}") : "")}.");
    }

    private static double Median<T>(IEnumerable<T> steps, Func<T, double> value)
    {
        var sorted = steps.Skip(WarmupCount).Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Sets the peak back to what is held now.</summary>
    /// <remarks>Linux, proc(5): 5.</remarks>
    private static long PeakFromHere()
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        return MemoryPeak.OwnBytes();
    }

    private readonly record struct Step(double Seconds, double ProcessorSeconds, double Loss);
}
