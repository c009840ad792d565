using System.Diagnostics;
using System.Globalization;

namespace Plumbline.Tests.Cli;

/// <summary>The command line as a process of its own.</summary>
internal sealed class PlumbProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _error;

    private PlumbProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }

    public bool HasExited => _process.HasExited;

    public static PlumbProcess Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "plumb"), arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Starts one rank of several on this machine.</summary>
    public static PlumbProcess StartRank(int rank, int count, int port, params string[] arguments) => Start(
        arguments, ("RANK", Text(rank)), ("WORLD_SIZE", Text(count)), ("LOCAL_RANK", Text(rank)),
        ("LOCAL_WORLD_SIZE", "2"), ("MASTER_ADDR", "127.0.0.1"), ("MASTER_PORT", Text(port)));

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>
    /// Asks it to stop; by SIGTERM, since what a shell starts in the background ignores Ctrl-C's SIGINT.
    /// </summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Text(_process.Id)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code and what it wrote to stderr.</returns>
    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
