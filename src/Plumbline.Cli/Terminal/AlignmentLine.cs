using System.Globalization;
using Plumbline.Alignment.Runs;

namespace Plumbline.Cli.Terminal;

/// <summary>
/// The lines on stderr that say how an alignment run goes: one that is redrawn, and one for each finished stage.
/// </summary>
/// <param name="error">Where they go.</param>
/// <param name="isTerminal">Whether it is a terminal.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class AlignmentLine(TextWriter error, bool isTerminal, TimeProvider clock)
    : IProgress<AlignmentProgress>, IProgress<string>, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);

    private readonly StatusLine _status = new(error, isTerminal);
    private readonly Lock _lock = new();
    private (AlignmentStage Stage, int? Round)? _stage;
    private long _start;
    private long _lastWrite;

    /// <inheritdoc/>
    public void Report(AlignmentProgress value)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var name = value.Round is { } round ? $"round {round} · {Word(value.Stage)}" : Word(value.Stage);
            if (_stage != (value.Stage, value.Round))
                (_stage, _start, _lastWrite) = ((value.Stage, value.Round), now, now);
            var elapsed = clock.GetElapsedTime(_start, now);
            if (value.IsEnd)
            {
                _status.Clear();
                error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{name}: {value.Text} ({(int)elapsed.TotalMinutes}:{elapsed:ss})"));
                return;
            }

            if (value.Done <= 0 || clock.GetElapsedTime(_lastWrite, now) < (isTerminal ? Redraw : StatusLine.NewLine))
                return;
            _lastWrite = now;
            var share = value.Done / (value.Done + value.Left);
            var text = value.Text.Length > 0 ? $" · {value.Text}" : "";
            _status.Draw(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} · {share:0 %}{text} · {StatusLine.Left(elapsed / value.Done * value.Left)}"));
        }
    }

    /// <summary>Says what is done for the report.</summary>
    public void Report(string value)
    {
        if (isTerminal)
            _status.Draw($"report · {value}");
    }

    /// <summary>Removes the line from a terminal.</summary>
    public void Dispose() => _status.Dispose();

    private static string Word(AlignmentStage stage) => stage switch
    {
        AlignmentStage.Lint => "lint",
        AlignmentStage.Candidates => "candidates",
        AlignmentStage.Judging => "judging",
        AlignmentStage.Pairs => "pairs",
        AlignmentStage.Training => "training",
        _ => "comparison",
    };
}
