using System.Globalization;
using System.Text;
using Plumbline.Tensors;

namespace Plumbline.Benchmarks.Engine;

/// <summary>
/// The verb <c>engine</c>: rounds here and in Python's torch take turns, so that both meet the same neighbours.
/// </summary>
internal static class EngineComparison
{
    private const int RoundCount = 5;

    /// <summary>Measures and prints a table in Markdown.</summary>
    /// <returns>Exit code: 0, also where Python has no torch and only this side is measured.</returns>
    public static int Run()
    {
        var report = EngineReport.Measure();
        if (report.Engine is not { } engine)
        {
            Console.Error.WriteLine(report.Library);
            return 1;
        }

        var interpreter = PythonRun.FindInterpreter();
        EngineRun.Measure();
        List<EngineRun> own = [];
        List<PythonRun> python = [];
        for (var round = 0; round < RoundCount; round++)
        {
            own.Add(EngineRun.Measure());
            if (interpreter is not null)
                python.Add(PythonRun.Measure(interpreter, engine.ThreadCount));
        }

        Console.Write(Table(report, engine, own, python));
        return 0;
    }

    private static string Table(EngineReport report, EngineFacts engine, List<EngineRun> own, List<PythonRun> python)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"# Engine on {report.Processor ?? "an unnamed processor"}");
        Line($"");
        Line(
            $"libtorch {engine.RunningTorch ?? engine.CompiledForTorch}, {engine.ThreadCount} threads, kernels for {engine.CpuCapability}, .NET {Environment.Version};");
        Line(
            $"matrix product {engine.Float32GigaflopsPerSecond:0} GFLOP/s in float32, {engine.BFloat16GigaflopsPerSecond:0} in bfloat16.");
        Line(
            $"Best of {RoundCount} rounds that take turns with Python, {EngineRun.StepCount} steps each, on {Environment.ProcessorCount} processors.");
        Line($"");
        Line(
            $"| measurement | Plumbline | {(python.Count > 0 ? $"Python's torch {python[0].TorchVersion}" : "Python's torch (not installed)")} | ratio |");
        Line($"|---|---|---|---|");
        void Row(string name, string unit, Func<EngineRun, double> value)
        {
            var here = own.Min(value);
            if (python.Count == 0)
                Line($"| {name} | {here:0.00} {unit} | | |");
            else
                Line(
                    $"| {name} | {here:0.00} {unit} | {python.Min(run => value(run.Run)):0.00} {unit} | {here / python.Min(run => value(run.Run)):0.000} |");
        }

        Row("call of an operator (add, one element)", "µs", run => run.AddNanoseconds / 1000);
        Row("the same, gradients recorded", "µs", run => run.RecordedAddNanoseconds / 1000);
        Row("training step of a small transformer, float32, AdamW, fastest", "ms", run => run.FastestStepMilliseconds);
        Row("the same, median of a round", "ms", run => run.MedianStepMilliseconds);
        Line($"");
        var there = python.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $" here, {python[0].Run.LastLoss:0.000000} in Python")
            : "";
        Line(
            $"Loss after {EngineRun.StepCount + 5} steps, a check that both train the same network: {own[0].LastLoss:0.000000}{there}.");
        return text.ToString();
    }
}
