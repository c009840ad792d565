using Plumbline.Alignment;
using Plumbline.Vision;

namespace Plumbline.Tests.Calibration;

/// <summary>A small real judge: what three frames in a row cannot explain by even change lowers the score.</summary>
internal sealed class SecondDifferenceJudge : IVideoJudge
{
    private int _callCount;

    public string Name => "second-difference";

    public string Version => "1";

    public int CallCount => _callCount;

    public Verdict Judge(Video video, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _callCount);
        cancellationToken.ThrowIfCancellationRequested();
        var (sum, motion, count) = (0.0, 0.0, 0);
        for (var f = 1; f + 1 < video.Frames.Count; f++)
        {
            var (before, now, after) = (video.Frames[f - 1].Rgb, video.Frames[f].Rgb, video.Frames[f + 1].Rgb);
            for (var i = 0; i < now.Length; i++)
            {
                sum += Math.Abs(before[i] - 2 * now[i] + after[i]);
                motion += Math.Abs(after[i] - now[i]);
                count++;
            }
        }

        if (motion == 0)
            return new Unscorable("Nothing moves.");
        var score = Math.Max(0, 100 - sum / count);
        return new Scored(score, new(score, score));
    }
}
