using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Plumbline.Benchmarks.Training;

/// <summary>The same network in Python's torch, in a process that takes a step whenever it is asked.</summary>
internal sealed class PythonDenoiser : IDisposable
{
    private readonly Process _process;

    public PythonDenoiser(string interpreter, string subject, string compute, int threadCount)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "denoiser_step.py"), subject, compute,
            threadCount.ToString(CultureInfo.InvariantCulture),
        ];
        _process = Process.Start(new ProcessStartInfo(interpreter, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        TorchVersion = Answer().RootElement.GetProperty("version").GetString()!;
    }

    /// <summary>Release of Python's torch.</summary>
    public string TorchVersion { get; }

    /// <summary>One step.</summary>
    public (double Seconds, double Loss) Step()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        using var answer = Answer();
        return (answer.RootElement.GetProperty("seconds").GetDouble(), answer.RootElement.GetProperty("loss").GetDouble());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private JsonDocument Answer() => JsonDocument.Parse(
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("denoiser_step.py: expected an answer, got none. Its own words are above."));
}
