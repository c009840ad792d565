using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Plumbline.Vision.Media;

/// <summary>
/// A program that runs beside us and speaks through raw pipes; it never outlives this object and never hangs us.
/// </summary>
/// <remarks>
/// It is killed on cancellation, on disposal, and when a read or write makes no progress for the time limit. Its error
/// stream is drained by a thread of its own: a full pipe there would stop the program.
/// </remarks>
internal sealed class ChildProcess : IDisposable
{
    private const int KeptErrorBytes = 16 * 1024;

    private readonly Process _process;
    private readonly Thread _errorDrain;
    private readonly MemoryStream _errors = new();
    private readonly Timer _watchdog;
    private readonly CancellationTokenRegistration _cancellation;
    private readonly CancellationToken _token;
    private readonly TimeSpan _stallLimit;
    private volatile bool _stalled;
    private bool _disposed;

    private ChildProcess(Process process, TimeSpan stallLimit, CancellationToken token)
    {
        _process = process;
        _token = token;
        _stallLimit = stallLimit;
        _watchdog = new Timer(_ => OnStalled(), null, Timeout.Infinite, Timeout.Infinite);
        _errorDrain = new Thread(DrainErrors) { IsBackground = true, Name = "child process errors" };
        _errorDrain.Start();
        _cancellation = token.Register(Kill);
    }

    /// <summary>How long a read or write may wait for the program before it is given up.</summary>
    public static TimeSpan DefaultStallLimit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the program was killed because it made no progress.</summary>
    public bool HasStalled => _stalled;

    /// <summary>The limit that <see cref="HasStalled"/> speaks of.</summary>
    public TimeSpan StallLimit => _stallLimit;

    /// <summary>The signal that ended the program, where one did; known after <see cref="WaitForExit"/>.</summary>
    public int? Signal => _process.HasExited && _process.ExitCode > 128 ? _process.ExitCode - 128 : null;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Name on the search path.</param>
    /// <param name="arguments">Arguments, each passed as it is.</param>
    /// <param name="stallLimit">How long a read or write may wait.</param>
    /// <param name="token">Kills the program.</param>
    /// <returns>The running program.</returns>
    /// <exception cref="MediaException">The program is not installed.</exception>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, TimeSpan stallLimit, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // FFREPORT would make FFmpeg write a log file into the user's folder for every clip.
        start.Environment.Remove("FFREPORT");
        start.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            process.Dispose();
            throw new MediaException(
                $"Starting {program}: expected the program on the search path, got \"{exception.Message}\". "
                + "Install it with: sudo apt-get install ffmpeg", exception);
        }

        return new ChildProcess(process, stallLimit, token);
    }

    /// <summary>Reads what the program has written, at least one byte unless it is done.</summary>
    /// <param name="buffer">Receives the bytes.</param>
    /// <returns>Number of bytes; 0 when the program closed its output.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public int Read(Span<byte> buffer)
    {
        _watchdog.Change(_stallLimit, Timeout.InfiniteTimeSpan);
        var count = _process.StandardOutput.BaseStream.Read(buffer);
        _watchdog.Change(Timeout.Infinite, Timeout.Infinite);
        _token.ThrowIfCancellationRequested();
        return count;
    }

    /// <summary>Hands bytes to the program.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>False when the program no longer reads.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        _watchdog.Change(_stallLimit, Timeout.InfiniteTimeSpan);
        var accepted = true;
        try
        {
            var input = _process.StandardInput.BaseStream;
            input.Write(bytes);
            input.Flush();
        }
        catch (IOException)
        {
            accepted = false;
        }

        _watchdog.Change(Timeout.Infinite, Timeout.Infinite);
        _token.ThrowIfCancellationRequested();
        return accepted;
    }

    /// <summary>Tells the program that nothing more will be written.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.BaseStream.Dispose();
        }
        catch (IOException)
        {
            // The program has gone; its exit code says why.
        }
    }

    /// <summary>Waits for the end of the program.</summary>
    /// <returns>Exit code; 0 means success.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public int WaitForExit()
    {
        if (!_process.WaitForExit(_stallLimit))
            OnStalled();
        _process.WaitForExit();
        _errorDrain.Join();
        _token.ThrowIfCancellationRequested();
        return _process.ExitCode;
    }

    /// <summary>
    /// The first lines that the program wrote to its error stream; whole after <see cref="WaitForExit"/>.
    /// </summary>
    /// <returns>At most 16 KB of text.</returns>
    public string ErrorText()
    {
        lock (_errors)
            return Encoding.UTF8.GetString(_errors.GetBuffer(), 0, (int)_errors.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _cancellation.Dispose();
        _watchdog.Dispose();
        Kill();
        _process.WaitForExit();
        _errorDrain.Join();
        CloseInput();
        _process.Dispose();
    }

    private void OnStalled()
    {
        _stalled = true;
        Kill();
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private void DrainErrors()
    {
        var chunk = new byte[4096];
        try
        {
            int count;
            while ((count = _process.StandardError.BaseStream.Read(chunk)) > 0)
            {
                lock (_errors)
                    _errors.Write(chunk, 0, (int)Math.Min(count, KeptErrorBytes - _errors.Length));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe is gone with the program.
        }
    }
}
