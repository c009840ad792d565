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
    private readonly StatusLine _status = new(error, isTerminal);
    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _lastWrite;

    /// <inheritdoc/>
    public void Report(CalibrationProgress value)
    {
        lock (_lock)
        {
            var elapsed = clock.GetElapsedTime(_start);
            if (!isTerminal && elapsed - _lastWrite < StatusLine.NewLine)
                return;
            _lastWrite = elapsed;
            var left = elapsed / value.DoneCount * (value.TotalCount - value.DoneCount);
            _status.Draw(string.Create(
                CultureInfo.InvariantCulture,
                $"{value.DoneCount}/{value.TotalCount} versions · {StatusLine.Left(left)}")
                + $" · {value.Clip}: {value.Treatment}");
        }
    }

    /// <summary>Removes the line from a terminal.</summary>
    public void Dispose() => _status.Dispose();
}
