using System.Globalization;
using Plumbline.Alignment.Training;
using Plumbline.Benchmarks.Fuzzing;
using Plumbline.Tensors;

namespace Plumbline.Benchmarks.Training;

/// <summary>
/// The verb <c>training --memory</c>: what running blocks again in the backward pass saves, and what it costs.
/// </summary>
internal static class TrainingMemory
{
    /// <summary>Measures one row of the table and prints it.</summary>
    /// <param name="compute">float32 or bfloat16.</param>
    /// <param name="batch">Samples of a step.</param>
    /// <param name="stepCount">Steps of each kind.</param>
    /// <returns>Exit code.</returns>
    public static int Run(string compute, int batch, int stepCount)
    {
        EngineThreads.Use(Environment.ProcessorCount);
        using var subject = new DenoiserSubject(compute == "bfloat16" ? DType.BFloat16 : DType.Float32, batch);
        // What a step has freed stays with the process, so the smaller one comes first and nothing before it.
        var before = CurrentBytes();
        var recomputed = Measure(subject, ActivationUse.Recomputed, stepCount);
        var kept = Measure(subject, ActivationUse.Kept, stepCount);
        void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"| type | batch | results of blocks | memory of a step | time of a step |");
        Line($"|---|---|---|---|---|");
        Line($"| {compute} | {batch} | kept | {(kept.PeakBytes - before) / 1e6:0} MB | {kept.Seconds:0.00} s |");
        Line(
            $"| {compute} | {batch} | recomputed | {(recomputed.PeakBytes - before) / 1e6:0} MB | {recomputed.Seconds:0.00} s |");
        return 0;
    }

    private static (long PeakBytes, double Seconds) Measure(
        DenoiserSubject subject, ActivationUse activations, int stepCount)
    {
        // Linux, proc(5): 5 sets the peak back to what is held now.
        File.WriteAllText("/proc/self/clear_refs", "5");
        var fastest = double.MaxValue;
        for (var i = 0; i < stepCount; i++)
            fastest = Math.Min(fastest, subject.Step(activations).Seconds);
        return (MemoryPeak.OwnBytes(), fastest);
    }

    private static long CurrentBytes()
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        return MemoryPeak.OwnBytes();
    }
}
