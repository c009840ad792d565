using System.Globalization;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Terminal;

/// <summary>The line on stderr that says how many candidates are made and how long the others take.</summary>
/// <remarks>On a terminal the line is redrawn; elsewhere a new one is written every half minute.</remarks>
internal sealed class CandidateLine(TextWriter error, bool isTerminal, TimeProvider clock) : IProgress<CandidateProgress>, IDisposable
{
    private static readonly TimeSpan NewLine = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);

    private readonly long _start = clock.GetTimestamp();
    private long _lastWrite = clock.GetTimestamp();
    private int _before = -1;
    private int _drawnLength;

    /// <inheritdoc/>
    public void Report(CandidateProgress value)
    {
        if (_before < 0 || value.FreshSteps == 0)
            _before = value.FinishedCount;
        if (clock.GetElapsedTime(_lastWrite) < (isTerminal ? Redraw : NewLine) || value.FreshSteps == 0)
            return;
        _lastWrite = clock.GetTimestamp();
        var elapsed = clock.GetElapsedTime(_start);
        var left = elapsed / value.FreshSteps * value.StepsLeft;
        var stopped = value.StoppedCount > 0 ? $" · {value.StoppedCount} stopped" : "";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"prompt {value.PromptIndex + 1}/{value.PromptCount} · {value.FinishedCount} candidates{stopped} · {(value.FinishedCount - _before) / elapsed.TotalMinutes:0.0} a minute · {(int)left.TotalHours}:{left:mm\\:ss} left");
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
        _drawnLength = 0;
    }
}
