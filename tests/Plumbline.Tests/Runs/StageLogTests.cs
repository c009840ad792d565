using Plumbline.Alignment.Runs;
using Plumbline.Tests.Cli;

namespace Plumbline.Tests.Runs;

public sealed class StageLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-");
    private readonly SteppedClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Times_of_several_sittings_add_up_and_what_came_out_stays()
    {
        Log().Time(AlignmentStage.Judging, 1, () => Work(seconds: 3, (12, "12 of 12 got a score")));

        var second = Log().Time(AlignmentStage.Judging, 1, () => Work(seconds: 2, null));

        Assert.Equal(new StageRecord(AlignmentStage.Judging, 1, 5, true, 12, "12 of 12 got a score"), second);
        Assert.Equal([second], StageLog.Read(_folder.FullName));
    }

    [Fact]
    public void A_stage_that_ends_by_an_exception_keeps_its_time_and_is_closed()
    {
        Assert.Throws<OperationCanceledException>(() => Log().Time(AlignmentStage.Training, 2, () =>
        {
            Work(seconds: 4, null);
            throw new OperationCanceledException();
        }));

        Assert.Equal([new(AlignmentStage.Training, 2, 4, true, 0, "")], StageLog.Read(_folder.FullName));
    }

    [Fact]
    public void A_sitting_that_was_killed_makes_the_time_a_lower_bound_and_the_next_one_closes_the_stage()
    {
        var path = Path.Combine(_folder.FullName, StageLog.Name);
        var atTheKill = "";
        Log().Time(AlignmentStage.Candidates, 1, () =>
        {
            atTheKill = File.ReadAllText(path);
            return Work(seconds: 3, null);
        });
        File.WriteAllText(path, atTheKill);

        var open = Assert.Single(StageLog.Read(_folder.FullName));
        var after = Log().Time(AlignmentStage.Candidates, 1, () => Work(seconds: 2, (6, "6 candidates")));
        var again = Log().Time(AlignmentStage.Candidates, 1, () => Work(seconds: 1, null));

        Assert.True(open is { IsOpen: true, Seconds: 0 }, open.ToString());
        Assert.Equal(new(AlignmentStage.Candidates, 1, 2, false, 6, "6 candidates"), after);
        Assert.Equal(after with { Seconds = 3 }, again);
    }

    private StageLog Log() => new(_folder.FullName, _clock);

    private (int Count, string Text)? Work(int seconds, (int, string)? found)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return found;
    }
}
