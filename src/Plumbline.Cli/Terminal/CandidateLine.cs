using System.Globalization;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Terminal;

/// <summary>The line on stderr that says how many candidates are made and how long the others take.</summary>
/// <remarks>On a terminal the line is redrawn; elsewhere a new one is written every half minute.</remarks>
internal sealed class CandidateLine(TextWriter error, bool isTerminal, TimeProvider clock)
    : IProgress<CandidateProgress>, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);

    private readonly StatusLine _status = new(error, isTerminal);
    private readonly long _start = clock.GetTimestamp();
    private long _lastWrite = clock.GetTimestamp();
    private int _before = -1;

    /// <inheritdoc/>
    public void Report(CandidateProgress value)
    {
        if (_before < 0 || value.FreshSteps == 0)
            _before = value.FinishedCount;
        if (clock.GetElapsedTime(_lastWrite) < (isTerminal ? Redraw : StatusLine.NewLine) || value.FreshSteps == 0)
            return;
        _lastWrite = clock.GetTimestamp();
        var elapsed = clock.GetElapsedTime(_start);
        var left = elapsed / value.FreshSteps * value.StepsLeft;
        var stopped = value.StoppedCount > 0 ? $" · {value.StoppedCount} stopped" : "";
        _status.Draw(string.Create(
            CultureInfo.InvariantCulture,
            $"prompt {value.PromptIndex + 1}/{value.PromptCount} · {value.FinishedCount} candidates{stopped} · "
            + $"{(value.FinishedCount - _before) / elapsed.TotalMinutes:0.0} a minute · {StatusLine.Left(left)}"));
    }

    /// <summary>Removes the line from a terminal.</summary>
    public void Dispose() => _status.Dispose();
}
