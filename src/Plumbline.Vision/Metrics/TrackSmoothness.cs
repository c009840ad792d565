using Plumbline.Vision.Mapping;

namespace Plumbline.Vision.Metrics;

/// <summary>How steadily keypoints move: their change of step against the step itself.</summary>
internal static class TrackSmoothness
{
    /// <summary>Steps shorter than this many canonical pixels are noise.</summary>
    private const double LeastStepPixels = 0.5;

    /// <summary>
    /// Median over all triples of consecutive sightings of |x₊ − 2 x + x₋| / mean step; 0 is a steady glide, lower is
    /// better.
    /// </summary>
    /// <param name="tracks">Sightings in canonical pixels.</param>
    /// <param name="frameIndices">Source index of each view: steps are taken per source frame.</param>
    /// <param name="isLeftOut">Sightings that do not count.</param>
    /// <returns>
    /// The ratio, or nothing where no track is long enough. Hand-held cameras raise it as jitter of the world does.
    /// </returns>
    public static double? Measure(FeatureTracks tracks, IReadOnlyList<int> frameIndices, Func<int, bool> isLeftOut)
    {
        var ratios = new List<double>();
        for (var track = 0; track < tracks.TrackCount; track++)
            for (var o = tracks.Starts[track] + 1; o + 1 < tracks.Starts[track + 1]; o++)
            {
                var (a, b, c) = (tracks.ViewOf[o - 1], tracks.ViewOf[o], tracks.ViewOf[o + 1]);
                if (b != a + 1 || c != b + 1 || isLeftOut(o))
                    continue;
                double before = Math.Abs(frameIndices[b] - frameIndices[a]);
                double after = Math.Abs(frameIndices[c] - frameIndices[b]);
                var pixels = tracks.Pixels.AsSpan(2 * o - 2, 6);
                var (x1, y1) = ((pixels[2] - pixels[0]) / before, (pixels[3] - pixels[1]) / before);
                var (x2, y2) = ((pixels[4] - pixels[2]) / after, (pixels[5] - pixels[3]) / after);
                var step = (Math.Sqrt(x1 * x1 + y1 * y1) + Math.Sqrt(x2 * x2 + y2 * y2)) / 2;
                if (step * (before + after) / 2 >= LeastStepPixels)
                    ratios.Add(Math.Sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)) / step);
            }

        if (ratios.Count == 0)
            return null;
        ratios.Sort();
        return ratios[ratios.Count / 2];
    }
}
