using System.Globalization;
using Plumbline.Benchmarks.Engine;
using Plumbline.Tensors;

namespace Plumbline.Benchmarks.Training;

/// <summary>
/// The verb <c>training</c>: steps of the standard denoiser here and in Python's torch take turns, and the matrix
/// product that the machine can do is measured before and after.
/// </summary>
internal static class TrainingComparison
{
    private const int WarmupCount = 1;

    /// <summary>Measures one row of the table and prints it.</summary>
    /// <param name="compute">float32 or bfloat16.</param>
    /// <param name="batch">Samples of a step.</param>
    /// <param name="stepCount">Steps that count, on each side.</param>
    /// <returns>Exit code: 0, also where Python has no torch and only this side is measured.</returns>
    public static int Run(string compute, int batch, int stepCount)
    {
        var dtype = compute == "bfloat16" ? DType.BFloat16 : DType.Float32;
        var threadCount = EngineThreads.Use(Environment.ProcessorCount);
        var ceiling = Ceiling(dtype);
        using var subject = new DenoiserSubject(dtype, batch);
        var path = Path.GetTempFileName();
        try
        {
            subject.Save(path);
            var interpreter = PythonRun.FindInterpreter();
            using var python = interpreter is null
                ? null
                : new PythonDenoiser(interpreter, "denoiser_step.py", path, compute, threadCount);
            List<(double Seconds, double Loss)> own = [], other = [];
            for (var step = 0; step < WarmupCount + stepCount; step++)
            {
                own.Add(subject.Step());
                if (python is not null)
                    other.Add(python.Step());
            }

            ceiling = Math.Max(ceiling, Ceiling(dtype));
            Print(compute, batch, threadCount, subject, own, other, ceiling, python?.TorchVersion);
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Ceiling(DType dtype)
    {
        var engine = EngineReport.Measure().Engine
            ?? throw new InvalidOperationException("training: expected libtorch, got none. Run plumb doctor.");
        return dtype == DType.BFloat16 ? engine.BFloat16GigaflopsPerSecond : engine.Float32GigaflopsPerSecond;
    }

    private static void Print(
        string compute, int batch, int threadCount, DenoiserSubject subject, List<(double Seconds, double Loss)> own,
        List<(double Seconds, double Loss)> other, double ceiling, string? torchVersion)
    {
        var here = own.Skip(WarmupCount).Min(step => step.Seconds);
        var gigaflops = subject.OperationsPerStep / here / 1e9;
        var there = other.Count > 0 ? other.Skip(WarmupCount).Min(step => step.Seconds) : (double?)null;
        void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        Line(
            $"| type | batch | threads | Plumbline | Python's torch {torchVersion ?? "(not installed)"} | ratio | GFLOP/s | of the matrix product |");
        Line($"|---|---|---|---|---|---|---|---|");
        Line(
            $"| {compute} | {batch} | {threadCount} | {batch / here:0.00} samples/s | {(there is { } seconds ? $"{(batch / seconds).ToString("0.00", CultureInfo.InvariantCulture)} samples/s" : "")} | {there / here:0.000} | {gigaflops:0} | {gigaflops / ceiling:0 %} of {ceiling:0} |");
        Line($"");
        Line(
            $"{subject.WeightCount / 1e6:0.0} M weights; fastest of {own.Count - WarmupCount} steps that took turns. Losses here: {own[0].Loss:0.000000} to {own[^1].Loss:0.000000}{(other.Count > 0 ? FormattableString.Invariant($"; in Python: {other[0].Loss:0.000000} to {other[^1].Loss:0.000000}") : "")}.");
    }
}
