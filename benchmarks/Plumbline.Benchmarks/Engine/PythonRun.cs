using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Plumbline.Benchmarks.Engine;

/// <summary>The same round in Python's torch.</summary>
/// <param name="TorchVersion">Release of Python's torch.</param>
/// <param name="Run">Its measurements.</param>
internal sealed record PythonRun(string TorchVersion, EngineRun Run)
{
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];

    /// <summary>Finds an interpreter that has torch.</summary>
    /// <returns>Its path; absent when there is none.</returns>
    public static string? FindInterpreter() =>
        Interpreters.FirstOrDefault(interpreter => TryRun(interpreter, ["-c", "import torch"]) is not null);

    /// <summary>Measures once.</summary>
    public static PythonRun Measure(string interpreter, int threadCount)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "engine_step.py");
        string[] arguments = [
            script, EngineRun.StepCount.ToString(CultureInfo.InvariantCulture),
            threadCount.ToString(CultureInfo.InvariantCulture)];
        var output = TryRun(interpreter, arguments) ?? throw new InvalidOperationException(
            $"{script} failed under {interpreter}.");
        using var document = JsonDocument.Parse(output);
        double Number(string name) => document.RootElement.GetProperty(name).GetDouble();
        return new(
            document.RootElement.GetProperty("version").GetString()!,
            new(Number("add"), Number("recorded_add"), Number("fastest"), Number("median"), Number("loss")));
    }

    private static string? TryRun(string interpreter, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(
                interpreter, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
