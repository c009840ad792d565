using System.Globalization;
using Plumbline.Alignment.Comparison;

namespace Plumbline.Cli.Terminal;

/// <summary>The line on stderr that says how far a comparison is and how long it still takes.</summary>
/// <remarks>
/// On a terminal the line is redrawn; elsewhere a new one is written every half minute, so that a log stays short.
/// </remarks>
internal sealed class ComparisonLine(TextWriter error, bool isTerminal, TimeProvider clock)
    : IProgress<ComparisonProgress>, IDisposable
{
    private static readonly TimeSpan NewLine = TimeSpan.FromSeconds(30);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _lastWrite;
    private int _drawnLength;

    /// <inheritdoc/>
    public void Report(ComparisonProgress value)
    {
        var elapsed = clock.GetElapsedTime(_start);
        if (!isTerminal && elapsed - _lastWrite < NewLine)
            return;
        _lastWrite = elapsed;
        var left = elapsed / value.DoneCount * (value.TotalCount - value.DoneCount);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{value.DoneCount}/{value.TotalCount} clips · {(int)left.TotalHours}:{left:mm\\:ss} left · {value.Pair}");
        if (isTerminal)
            error.Write($"\r{line.PadRight(_drawnLength)}");
        else
            error.WriteLine(line);
        _drawnLength = isTerminal ? line.Length : 0;
    }

    /// <summary>Removes the line from a terminal.</summary>
    public void Dispose()
    {
        if (_drawnLength > 0)
            error.Write($"\r{new string(' ', _drawnLength)}\r");
    }
}
