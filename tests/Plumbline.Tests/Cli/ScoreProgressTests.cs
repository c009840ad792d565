using Plumbline.Cli.Results;
using Plumbline.Cli.Scoring;
using Plumbline.Cli.Terminal;

namespace Plumbline.Tests.Cli;

public sealed class ScoreProgressTests : IDisposable
{
    private readonly SteppedClock _clock = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public void A_terminal_sees_the_count_the_rate_and_the_time_left()
    {
        using (var progress = new ScoreProgress(_error, 10, isTerminal: true, _clock))
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            progress.Report(Step());
            _clock.Advance(TimeSpan.FromMinutes(1));
            progress.Report(Step());
        }

        var last = _error.ToString().Split('\r')[^3];
        Assert.Contains("2/10 clips · 1.0 a minute · 0:08:00 left", last, StringComparison.Ordinal);
    }

    [Fact]
    public void Clips_of_an_earlier_run_do_not_count_towards_the_rate()
    {
        using (var progress = new ScoreProgress(_error, 10, isTerminal: true, _clock))
        {
            progress.Report(Step(wasKept: true));
            _clock.Advance(TimeSpan.FromMinutes(2));
            progress.Report(Step());
        }

        Assert.Contains("2/10 clips · 0.5 a minute · 0:16:00 left", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_gets_a_line_every_half_minute_at_most()
    {
        using (var progress = new ScoreProgress(_error, 100, isTerminal: false, _clock))
        {
            for (var i = 0; i < 100; i++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                progress.Report(Step());
            }
        }

        Assert.Equal(3, _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void The_line_is_gone_from_the_terminal_when_the_run_ends()
    {
        using (var progress = new ScoreProgress(_error, 2, isTerminal: true, _clock))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            progress.Report(Step());
        }

        Assert.EndsWith(" \r", _error.ToString(), StringComparison.Ordinal);
    }

    private static ScoreStep Step(bool wasKept = false) =>
        new(ResultOf.Failed("clip.mp4", null, FailureKind.Unreadable, "A reason."), wasKept);
}
