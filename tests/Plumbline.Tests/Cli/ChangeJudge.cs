using Plumbline.Alignment;
using Plumbline.Vision;

namespace Plumbline.Tests.Cli;

/// <summary>
/// A judge small enough to check by hand: 100 minus the mean change of a byte between neighbouring frames.
/// </summary>
internal sealed class ChangeJudge(Action<Video>? beforeJudging = null, string version = "1") : IVideoJudge
{
    public string Name => "change";

    public string Version => version;

    public Verdict Judge(Video video, CancellationToken cancellationToken = default)
    {
        beforeJudging?.Invoke(video);
        cancellationToken.ThrowIfCancellationRequested();
        var changes = video.Frames.Zip(video.Frames.Skip(1), MeanChange).ToList();
        if (changes.Sum() == 0)
            return new Unscorable("Nothing moves in the picture.");
        var score = 100 - changes.Average();
        return new Scored(score, new(score - 1, score + 1))
        {
            Parts = [new("meanChange", changes.Average(), "1", Direction.LowerIsBetter)],
            Shots = [new(0, video.Frames[^1].Index) { Score = score, Model = CameraModel.TwoView }],
        };
    }

    private static double MeanChange(Frame first, Frame second) =>
        first.Rgb.Zip(second.Rgb, (a, b) => (double)Math.Abs(a - b)).Average();
}
