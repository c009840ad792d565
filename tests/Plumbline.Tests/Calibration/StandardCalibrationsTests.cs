using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Tests.Calibration;

/// <summary>What comes with the program must be about the judges that come with it.</summary>
public sealed class StandardCalibrationsTests
{
    [Theory]
    [InlineData("geometry")]
    [InlineData("subspace")]
    public void A_run_on_the_programs_own_base_finds_a_calibration_that_lets_the_judge_decide(string name)
    {
        var judge = RewardJudges.Named(name).Create(RewardJudges.StandardFrames, true);

        var report = StandardCalibrations.Find(judge.Name, judge.Version, 128, 128);

        Assert.NotNull(report);
        Assert.Empty(CalibrationGate.Default.Objections(report, judge.Name, judge.Version, 128, 128, judge.Settings));
        Assert.All(report.Clips, clip => Assert.True(
            clip.FocalPixels > 0 && clip.Name.StartsWith("alignment world 1000", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("geometry", "0.9", 128)]
    [InlineData("geometry", "1.2", 256)]
    [InlineData("stillness", "1.0", 128)]
    public void About_another_judge_version_or_size_nothing_is_known(string judge, string version, int size)
    {
        Assert.Null(StandardCalibrations.Find(judge, version, size, size));
    }
}
