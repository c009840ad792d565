using System.Globalization;
using Plumbline.Alignment.Training;
using Plumbline.Benchmarks.Engine;
using Plumbline.Benchmarks.Fuzzing;
using Plumbline.Tensors;

namespace Plumbline.Benchmarks.Training;

/// <summary>
/// The verb <c>dpo-step</c>: a preference step here, and by the recipe of the reference in Python's torch (a second full
/// model, four passes), take turns on the same network and batch.
/// </summary>
/// <remarks>Memory is the most that a process holds beyond the bare engine: weights, optimizer, batch and one step.</remarks>
internal static class PreferenceComparison
{
    private const int WarmupCount = 1;

    /// <summary>Measures one row of the table and prints it.</summary>
    /// <param name="compute">float32 or bfloat16.</param>
    /// <param name="pairCount">Pairs of a step.</param>
    /// <param name="stepCount">Steps that count, on each side.</param>
    /// <param name="activations">Whether blocks run again in the backward pass, on both sides.</param>
    /// <returns>Exit code: 0, also where Python has no torch and only this side is measured.</returns>
    public static int Run(string compute, int pairCount, int stepCount, ActivationUse activations)
    {
        var threadCount = EngineThreads.Use(Environment.ProcessorCount);
        using (var scope = new TensorScope())
            _ = Tensor.Ones([64, 64], DType.Float32, Device.Cpu).MatMul(Tensor.Ones([64, 64], DType.Float32, Device.Cpu));
        var before = PeakFromHere();
        using var subject = new PreferenceSubject(
            compute == "bfloat16" ? DType.BFloat16 : DType.Float32, pairCount, activations);
        var path = Path.GetTempFileName();
        try
        {
            subject.Save(path);
            var interpreter = PythonRun.FindInterpreter();
            using var python = interpreter is null ? null : new PythonDenoiser(
                interpreter, "dpo_step.py", path, compute, threadCount, PreferenceSubject.Beta.ToString(CultureInfo.InvariantCulture),
                subject.Scale.ToString(CultureInfo.InvariantCulture), activations == ActivationUse.Recomputed ? "recomputed" : "kept");
            _ = PeakFromHere();
            List<(double Seconds, double Loss)> own = [], other = [];
            for (var step = 0; step < WarmupCount + stepCount; step++)
            {
                own.Add(subject.Step());
                if (python is not null)
                    other.Add(python.Step());
            }

            Print(compute, pairCount, threadCount, activations, subject, own, other, MemoryPeak.OwnBytes() - before, python);
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Print(
        string compute, int pairCount, int threadCount, ActivationUse activations, PreferenceSubject subject,
        List<(double Seconds, double Loss)> own, List<(double Seconds, double Loss)> other, long ownBytes, PythonDenoiser? python)
    {
        var here = own.Skip(WarmupCount).Min(step => step.Seconds);
        void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"| type | pairs | threads | results of blocks | side | step | memory |");
        Line($"|---|---|---|---|---|---|---|");
        Line($"| {compute} | {pairCount} | {threadCount} | {activations} | Plumbline | {here:0.000} s | {ownBytes / 1e6:0} MB |");
        if (python is not null)
        {
            var there = other.Skip(WarmupCount).Min(step => step.Seconds);
            Line($"| {compute} | {pairCount} | {threadCount} | {activations} | the reference's recipe, torch {python.TorchVersion} | {there:0.000} s | {python.PeakBytes / 1e6:0} MB |");
            Line($"");
            Line($"{there / here:0.00} times as fast, {ownBytes / (double)python.PeakBytes:0.00} of the memory.");
        }

        Line($"");
        Line($"{subject.FactorCount / 1e6:0.00} M numbers trained; fastest of {own.Count - WarmupCount} steps that took turns. Losses here: {own[0].Loss:0.000000} to {own[^1].Loss:0.000000}{(other.Count > 0 ? FormattableString.Invariant($"; in Python: {other[0].Loss:0.000000} to {other[^1].Loss:0.000000}") : "")}.");
    }

    /// <summary>Sets the peak back to what is held now.</summary>
    /// <remarks>Linux, proc(5): 5.</remarks>
    private static long PeakFromHere()
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        return MemoryPeak.OwnBytes();
    }
}
