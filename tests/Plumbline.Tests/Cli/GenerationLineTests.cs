using Plumbline.Cli.Terminal;

namespace Plumbline.Tests.Cli;

public sealed class GenerationLineTests : IDisposable
{
    private readonly SteppedClock _clock = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public void A_terminal_sees_clip_step_and_time_left()
    {
        using (var line = new GenerationLine(_error, isTerminal: true, _clock, "loading"))
        {
            _clock.Advance(TimeSpan.FromSeconds(60));
            line.Begin(1, 3);
            _clock.Advance(TimeSpan.FromSeconds(2));
            line.Report(new(0, 1, 5, 10));
        }

        Assert.StartsWith(
            "\rloading\rclip 2/3 · step 5/10 · 0:00:30 left\r", _error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" \r", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_gets_a_line_every_half_minute_at_most()
    {
        using (var line = new GenerationLine(_error, isTerminal: false, _clock, "loading"))
        {
            line.Begin(0, 1);
            for (var step = 1; step <= 100; step++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                line.Report(new(0, 1, step, 100));
            }
        }

        Assert.Equal(3, _error.ToString().Count(letter => letter == '\n'));
    }
}
