using System.Globalization;
using Plumbline.Cli.Scoring;

namespace Plumbline.Cli.Terminal;

/// <summary>The line on stderr that says how far a run is, how fast it goes, and how long it still takes.</summary>
/// <remarks>
/// On a terminal the line is redrawn, four times a second at most; elsewhere a new line is written every half minute,
/// so that a log stays short. A clip that an earlier run had finished counts as done and not towards the rate.
/// </remarks>
internal sealed class ScoreProgress : IProgress<ScoreStep>, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan NewLine = TimeSpan.FromSeconds(30);
    private const int BarWidth = 24;

    private readonly Lock _lock = new();
    private readonly TextWriter _error;
    private readonly int _clipCount;
    private readonly bool _isTerminal;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly ITimer _timer;
    private TimeSpan _lastWrite;
    private int _doneCount;
    private int _keptCount;
    private int _drawnLength;
    private bool _isClosed;

    /// <summary>Starts the line.</summary>
    /// <param name="error">Where it goes.</param>
    /// <param name="clipCount">How many clips the run has.</param>
    /// <param name="isTerminal">Whether the line can be redrawn.</param>
    /// <param name="clock">Tells the time.</param>
    public ScoreProgress(TextWriter error, int clipCount, bool isTerminal, TimeProvider clock)
    {
        _error = error;
        _clipCount = clipCount;
        _isTerminal = isTerminal;
        _clock = clock;
        _start = clock.GetTimestamp();
        var period = isTerminal ? TimeSpan.FromSeconds(1) : NewLine;
        _timer = clock.CreateTimer(_ => Draw(isForced: true), null, isTerminal ? Redraw : NewLine, period);
    }

    /// <inheritdoc/>
    public void Report(ScoreStep value)
    {
        lock (_lock)
        {
            _doneCount++;
            if (value.WasKept)
                _keptCount++;
        }

        Draw(isForced: false);
    }

    /// <summary>Removes the line from a terminal.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isClosed = true;
            if (_drawnLength > 0)
                _error.Write($"\r{new string(' ', _drawnLength)}\r");
            _drawnLength = 0;
        }
    }

    private void Draw(bool isForced)
    {
        lock (_lock)
        {
            var elapsed = _clock.GetElapsedTime(_start);
            if (_isClosed || (!isForced && elapsed - _lastWrite < (_isTerminal ? Redraw : NewLine)))
                return;
            _lastWrite = elapsed;
            var line = Line(elapsed);
            if (_isTerminal)
                _error.Write($"\r{line.PadRight(_drawnLength)}");
            else
                _error.WriteLine(line);
            _drawnLength = _isTerminal ? line.Length : 0;
        }
    }

    private string Line(TimeSpan elapsed)
    {
        var filled = (int)((long)_doneCount * BarWidth / _clipCount);
        var bar = new string('█', filled) + new string('░', BarWidth - filled);
        var line = string.Create(CultureInfo.InvariantCulture, $"{bar} {_doneCount}/{_clipCount} clips");
        var freshCount = _doneCount - _keptCount;
        if (freshCount == 0)
            return line;
        var clipsPerMinute = freshCount / elapsed.TotalMinutes;
        var timeLeft = elapsed / freshCount * (_clipCount - _doneCount);
        return line + string.Create(
            CultureInfo.InvariantCulture,
            $" · {clipsPerMinute:0.0} a minute · {(int)timeLeft.TotalHours}:{timeLeft:mm\\:ss} left");
    }
}
