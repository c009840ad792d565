using Plumbline.Alignment;
using Plumbline.Vision;

namespace Plumbline.Tests.Aligning;

/// <summary>
/// Scores clips by the order in which they come, 8 points more each time; the fourth moves five times as much as the
/// others, the ninth has no score. The left half of every frame is tested, and errors grow downwards.
/// </summary>
internal sealed class OrderJudge : IVideoJudge
{
    private const int Side = 8;
    private int _count;

    public string Name => "order";

    public string Version => "1";

    public Verdict Judge(Video video, CancellationToken cancellationToken = default)
    {
        var place = _count++;
        if (place == 8)
            return new Unscorable("<b>Nothing</b> can be told apart here.");
        var score = 30.0 + 8 * place;
        return new Scored(score, new(score - 3, score + 4))
        {
            Parts = [new("motion", place == 3 ? 10 : 2, "px", Direction.Descriptive)],
            Shots = [new(0, video.Frames[^1].Index) { Frames = [
                .. video.Frames.Select(frame => new FrameVerdict(frame.Index, 0) { Evidence = Maps() })] }],
        };
    }

    private static PixelEvidence Maps()
    {
        var errors = Enumerable.Range(0, Side * Side).Select(i => 0.2f * (i / Side)).ToArray();
        var measured = Enumerable.Range(0, Side * Side).Select(i => i % Side < Side / 2).ToArray();
        return new(
            Side, Side, [], [], [], new PixelState[Side * Side], new("leaveOneOutError", "px", errors, measured), []);
    }
}
