using Plumbline.Cli.Results;
using Plumbline.Tests.Export;

namespace Plumbline.Tests.Cli;

public sealed class ScoreCsvTests
{
    [Fact]
    public void One_line_per_clip_with_an_empty_cell_for_what_does_not_exist()
    {
        var text = ScoreCsv.Write(new("0.1.0", "geometry", "1", new("10", "static", 0), [
            ResultOf.Judged("good.mp4", "abc", TinyScene.Video(), SampleVerdicts.Scored()),
            ResultOf.Failed(
                "broken.mp4", null, FailureKind.Unreadable, "Reading broken.mp4: expected a video, got \"text\"."),
        ]));

        Assert.Equal(
            """
            path,sha256,verdict,score,intervalLow,intervalHigh,model,failure,reason,sampsonError [px],testableShare [%]
            good.mp4,abc,scored,87.25,84.25,89.25,translationAndZoom,,,0.5,81
            broken.mp4,,unscorable,,,,,unreadable,"Reading broken.mp4: expected a video, got ""text"".",,

            """, text);
    }
}
