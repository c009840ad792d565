using System.Globalization;

namespace Plumbline.Cli.Terminal;

/// <summary>The line on stderr that says how many candidates are judged and how long the others take.</summary>
/// <remarks>On a terminal the line is redrawn; elsewhere a new one is written every half minute.</remarks>
internal sealed class JudgingLine(TextWriter error, int count, bool isTerminal, TimeProvider clock)
    : IProgress<int>, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);

    private readonly StatusLine _status = new(error, isTerminal);
    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private long _lastWrite = clock.GetTimestamp();

    /// <inheritdoc/>
    public void Report(int value)
    {
        lock (_lock)
        {
            if (clock.GetElapsedTime(_lastWrite) < (isTerminal ? Redraw : StatusLine.NewLine))
                return;
            _lastWrite = clock.GetTimestamp();
            var elapsed = clock.GetElapsedTime(_start);
            var left = elapsed / value * (count - value);
            _status.Draw(string.Create(
                CultureInfo.InvariantCulture,
                $"{value}/{count} candidates judged · {value / elapsed.TotalMinutes:0.0} a minute · "
                + $"{StatusLine.Left(left)}"));
        }
    }

    /// <summary>Removes the line from a terminal.</summary>
    public void Dispose() => _status.Dispose();
}
