using Plumbline.Vision.Features;

namespace Plumbline.Vision.Mapping;

/// <summary>One shot: the frames that carry new content, in order.</summary>
/// <param name="FirstFrame">Position of the first frame of the shot in the video's list.</param>
/// <param name="LastFrame">Position of the last.</param>
/// <param name="Distinct">Positions of the frames that are neither repeats nor blends of their neighbours.</param>
internal sealed record Shot(int FirstFrame, int LastFrame, IReadOnlyList<int> Distinct)
{
    /// <summary>Positions of evenly spread frames, first and last included.</summary>
    /// <param name="count">How many at most; all when absent.</param>
    /// <remarks>
    /// Halves are rounded towards the middle, so that a clip and its reversal choose the same frames.
    /// </remarks>
    public int[] Sample(int? count)
    {
        var available = Distinct.Count;
        if (count is null || count >= available)
            return [.. Distinct];
        var chosen = new int[count.Value];
        for (var k = 0; k < chosen.Length; k++)
        {
            var position = (double)k * (available - 1) / (chosen.Length - 1);
            var whole = Math.Floor(position);
            var up = position - whole > 0.5 || (position - whole == 0.5 && position < (available - 1) / 2.0);
            chosen[k] = Distinct[(int)whole + (up ? 1 : 0)];
        }

        return chosen;
    }
}

/// <summary>Finds hard cuts, and the frames that only repeat or blend their neighbours.</summary>
/// <remarks>
/// Slowing a clip down by repeats or blends adds frames but no witness; they are set aside before sampling.
/// </remarks>
internal static class ShotBoundaries
{
    private const int ThumbnailWidth = 160;

    /// <summary>A frame this much nearer to the one before than frames usually are repeats it.</summary>
    private const double RepeatShare = 0.15;

    /// <summary>
    /// A frame whose distance to the mean of its neighbours is this share of their half distance blends them.
    /// </summary>
    private const double BlendShare = 0.25;
    private const double CutFactor = 2;
    private const double CutGreyLevels = 6;
    private const double CutCorrelation = 0.5;

    public static IReadOnlyList<Shot> Find(Video video)
    {
        var thumbnails = Thumbnails(video);
        var steps = new double[video.Frames.Count];
        for (var i = 1; i < steps.Length; i++)
            steps[i] = Distance(thumbnails[i - 1], thumbnails[i]);
        var usual = Usual(steps);

        var shots = new List<Shot>();
        var start = 0;
        for (var i = 1; i <= video.Frames.Count; i++)
        {
            if (i < video.Frames.Count && !IsCut(thumbnails, steps, usual, i))
                continue;
            shots.Add(new(start, i - 1, Distinct(thumbnails, steps, usual, start, i - 1)));
            start = i;
        }

        return shots;
    }

    private static float[][] Thumbnails(Video video)
    {
        var height = Math.Max(8, (int)Math.Round((double)ThumbnailWidth * video.Height / video.Width));
        var result = new float[video.Frames.Count][];
        Parallel.For(0, result.Length, i =>
        {
            var rgb = Resampling.Resize(
                video.Frames[i].Rgb, video.Width, video.Height, 3, ThumbnailWidth, height, Interpolation.Area);
            result[i] = Array.ConvertAll(Resampling.Gray(rgb, ThumbnailWidth, height), b => (float)b);
        });
        return result;
    }

    // The upper quartile: half-speed clips have zeros for every other step.
    private static double Usual(double[] steps)
    {
        var sorted = steps.Skip(1).Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[sorted.Length * 3 / 4];
    }

    private static bool IsCut(float[][] thumbnails, double[] steps, double usual, int i) =>
        steps[i] > CutFactor * usual + CutGreyLevels && Correlation(thumbnails[i - 1], thumbnails[i]) < CutCorrelation;

    private static List<int> Distinct(float[][] thumbnails, double[] steps, double usual, int first, int last)
    {
        var fresh = new List<int> { first };
        for (var i = first + 1; i <= last; i++)
            if (steps[i] > RepeatShare * usual)
                fresh.Add(i);

        // A blend lies half-way between its neighbours; its neighbours do not lie half-way between blends.
        var halfway = new double[fresh.Count];
        Array.Fill(halfway, 1);
        for (var i = 1; i + 1 < fresh.Count; i++)
        {
            var (before, here, after) = (thumbnails[fresh[i - 1]], thumbnails[fresh[i]], thumbnails[fresh[i + 1]]);
            double offset = 0, reach = 0;
            for (var p = 0; p < here.Length; p++)
            {
                offset += Math.Abs(here[p] - 0.5 * (before[p] + after[p]));
                reach += 0.5 * Math.Abs(after[p] - before[p]);
            }

            halfway[i] = reach > 0 ? offset / reach : 1;
        }

        var kept = new List<int>();
        for (var i = 0; i < fresh.Count; i++)
        {
            var beside = Math.Min(i > 0 ? halfway[i - 1] : 1, i + 1 < fresh.Count ? halfway[i + 1] : 1);
            if (!(halfway[i] < BlendShare && halfway[i] < 0.5 * beside))
                kept.Add(fresh[i]);
        }

        return kept;
    }

    private static double Distance(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var p = 0; p < a.Length; p++)
            sum += Math.Abs(a[p] - b[p]);
        return sum / a.Length;
    }

    private static double Correlation(float[] a, float[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        double ab = 0, aa = 0, bb = 0;
        for (var p = 0; p < a.Length; p++)
        {
            ab += (a[p] - meanA) * (b[p] - meanB);
            aa += (a[p] - meanA) * (a[p] - meanA);
            bb += (b[p] - meanB) * (b[p] - meanB);
        }

        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }
}
