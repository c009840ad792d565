using Plumbline.Alignment.Pairs;

namespace Plumbline.Tests.Pairs;

public sealed class RewardJudgesTests
{
    [Fact]
    public void Every_judge_goes_by_the_name_that_it_is_asked_for()
    {
        Assert.All(RewardJudges.All, choice => Assert.Equal(choice.Name, choice.Create(10, false).Name));
        Assert.Equal(RewardJudges.Standard, RewardJudges.All[0].Name);
        Assert.Equal(RewardJudges.All.Count, RewardJudges.All.Select(choice => choice.Create(10, true).Identity)
            .Distinct().Count());
    }

    [Fact]
    public void Settings_are_what_the_numbers_depend_on_and_maps_are_not()
    {
        var judge = CandidateJudge.Geometry(5, keepsEvidence: true);

        Assert.Equal("5 frames", judge.Settings);
        Assert.Equal("5 frames", CandidateJudge.SettingsOf(judge.Identity));
        Assert.EndsWith(" 5 frames, maps", judge.Identity, StringComparison.Ordinal);
        Assert.Equal("", CandidateJudge.SettingsOf(RewardJudges.Named("subspace").Create(5, true).Identity));
    }

    [Fact]
    public void An_unknown_judge_is_named_with_those_that_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() => RewardJudges.Named("beauty"));

        Assert.Contains("expected one of geometry, subspace, videogpa, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("got beauty", error.Message, StringComparison.Ordinal);
    }
}
