using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Plumbline.Benchmarks.Training;

/// <summary>A step in Python's torch, in a process that takes one whenever it is asked.</summary>
internal sealed class PythonDenoiser : IDisposable
{
    private readonly Process _process;
    private readonly string _script;

    /// <summary>Starts the process.</summary>
    /// <param name="interpreter">A Python that has torch.</param>
    /// <param name="script">Name of the script beside this program.</param>
    /// <param name="subject">File of weights and batch.</param>
    /// <param name="compute">float32 or bfloat16.</param>
    /// <param name="threadCount">Threads of torch.</param>
    /// <param name="others">What else the script is told.</param>
    public PythonDenoiser(
        string interpreter, string script, string subject, string compute, int threadCount, params string[] others)
    {
        _script = script;
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, script), subject, compute,
            threadCount.ToString(CultureInfo.InvariantCulture), .. others,
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

    /// <summary>The most that steps have held so far beyond bare torch, where the script measures it.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>What the last step had of processors, where the script measures it.</summary>
    public double ProcessorSeconds { get; private set; }

    /// <summary>One step.</summary>
    public (double Seconds, double Loss) Step()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        using var answer = Answer();
        if (answer.RootElement.TryGetProperty("memory", out var memory))
            PeakBytes = memory.GetInt64();
        if (answer.RootElement.TryGetProperty("processor", out var processor))
            ProcessorSeconds = processor.GetDouble();
        return (answer.RootElement.GetProperty("seconds").GetDouble(), answer.RootElement.GetProperty("loss")
            .GetDouble());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private JsonDocument Answer() => JsonDocument.Parse(
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(
            $"{_script}: expected an answer, got none. Its own words are above."));
}
