using System.Globalization;
using Plumbline.Alignment.Calibration;

namespace Plumbline.Cli.Terminal;

/// <summary>The line on stderr that says how far a calibration is and how long it still takes.</summary>
/// <remarks>
/// On a terminal the line is redrawn; elsewhere a new one is written every half minute, so that a log stays short.
/// </remarks>
internal sealed class CalibrationLine(TextWriter error, bool isTerminal, TimeProvider clock)
    : IProgress<CalibrationProgress>, IDisposable
{
    private static readonly TimeSpan NewLine = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _lastWrite;
    private int _drawnLength;

    /// <inheritdoc/>
    public void Report(CalibrationProgress value)
    {
        lock (_lock)
        {
            var elapsed = clock.GetElapsedTime(_start);
            if (!isTerminal && elapsed - _lastWrite < NewLine)
                return;
            _lastWrite = elapsed;
            var left = elapsed / value.DoneCount * (value.TotalCount - value.DoneCount);
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{value.DoneCount}/{value.TotalCount} versions · {(int)left.TotalHours}:{left:mm\\:ss} left")
                + $" · {value.Clip}: {value.Treatment}";
            if (isTerminal)
                error.Write($"\r{line.PadRight(_drawnLength)}");
            else
                error.WriteLine(line);
            _drawnLength = isTerminal ? line.Length : 0;
        }
    }

    /// <summary>Removes the line from a terminal.</summary>
    public void Dispose()
    {
        if (_drawnLength > 0)
            error.Write($"\r{new string(' ', _drawnLength)}\r");
    }
}
