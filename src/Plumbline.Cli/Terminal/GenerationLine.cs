using System.Globalization;
using Plumbline.Diffusion;

namespace Plumbline.Cli.Terminal;

/// <summary>The line on stderr that says which step of which clip is done and how long the rest takes.</summary>
/// <remarks>
/// On a terminal the line is redrawn after every step; elsewhere a new one is written every half minute, so that a log
/// stays short.
/// </remarks>
internal sealed class GenerationLine : IProgress<GenerationStep>, IDisposable
{
    private readonly StatusLine _status;
    private readonly TimeProvider _clock;
    private long _lastWrite;
    private long _start;
    private int _clipIndex;
    private int _clipCount;
    private int _freshStepCount;

    /// <summary>Starts the line with what is done first.</summary>
    /// <param name="error">Where it goes.</param>
    /// <param name="isTerminal">Whether it can be redrawn.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="first">Said until the first step.</param>
    public GenerationLine(TextWriter error, bool isTerminal, TimeProvider clock, string first)
    {
        (_status, _clock) = (new(error, isTerminal), clock);
        _start = _lastWrite = clock.GetTimestamp();
        if (isTerminal)
            _status.Draw(first);
    }

    /// <summary>Goes on to a clip that is to be made.</summary>
    /// <param name="clipIndex">Its position, from 0.</param>
    /// <param name="clipCount">How many clips there are, with those that were there.</param>
    public void Begin(int clipIndex, int clipCount)
    {
        if (_freshStepCount == 0)
            _start = _clock.GetTimestamp();
        (_clipIndex, _clipCount) = (clipIndex, clipCount);
    }

    /// <inheritdoc/>
    public void Report(GenerationStep value)
    {
        _freshStepCount++;
        if (!_status.IsTerminal && _clock.GetElapsedTime(_lastWrite) < StatusLine.NewLine)
            return;
        _lastWrite = _clock.GetTimestamp();
        var stepsLeft = value.StepCount - value.StepsTaken + (_clipCount - _clipIndex - 1) * (long)value.StepCount;
        var timeLeft = _clock.GetElapsedTime(_start) / _freshStepCount * stepsLeft;
        _status.Draw(string.Create(
            CultureInfo.InvariantCulture,
            $"clip {_clipIndex + 1}/{_clipCount} · step {value.StepsTaken}/{value.StepCount} · "
            + $"{StatusLine.Left(timeLeft)}"));
    }

    /// <summary>Removes the line from a terminal, so that something else can be written.</summary>
    public void Clear() => _status.Clear();

    /// <inheritdoc/>
    public void Dispose() => _status.Dispose();
}
