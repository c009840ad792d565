using Plumbline.Vision.Features;

namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Epipolar error between neighbouring pictures of a clip, from SIFT matches and an unweighted fit.</summary>
/// <remarks>
/// VideoGPA at fb86241, <c>metrics/epipolar.py</c>, with SIFT. Known limits, kept: one outlier bends the fit, and only
/// what matched is counted, so a clip in which little matches can look good.
/// </remarks>
public static class EpipolarConsistency
{
    private const int SmallestFeatureCount = 8;
    private const int SmallestMatchCount = 20;
    private const double LargestDistanceRatio = 0.75;

    /// <summary>Keeps the square root finite in the reference's gradient; part of its numbers.</summary>
    private const double SquaredDistanceOffset = 1e-8;

    /// <summary>Error of each neighbouring pair.</summary>
    /// <param name="frames">Pictures of one size, in presentation order.</param>
    /// <returns>
    /// Mean Sampson distance in pixels for each pair, lower is better; absent for a pair with fewer than 8 features or
    /// 20 matches.
    /// </returns>
    public static IReadOnlyList<double?> PairErrorsPixels(IReadOnlyList<Frame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var features = Brightened(frames).Select(Features).ToList();
        return [.. features.Zip(features.Skip(1), PairErrorPixels)];
    }

    /// <summary>Mean Sampson distance of matches from the geometry that fits them all.</summary>
    /// <param name="first">Pixels in the first picture.</param>
    /// <param name="second">Their matches in the second.</param>
    /// <returns>Distance in pixels, lower is better; absent where the matches fix no geometry.</returns>
    public static double? MeanDistancePixels(IReadOnlyList<Point2> first, IReadOnlyList<Point2> second)
    {
        if (EightPointFit.Fundamental(first, second) is not { } fundamental)
            return null;
        var mean = first.Zip(second, (a, b) => DistancePixels(fundamental, a, b)).Average();
        return double.IsFinite(mean) ? mean : null;
    }

    /// <summary>Sampson distance of one match, as the reference takes its root.</summary>
    /// <param name="fundamental">Maps points of the first picture to lines of the second.</param>
    /// <param name="first">Pixel in the first picture.</param>
    /// <param name="second">Its match in the second.</param>
    /// <returns>Distance in pixels, at least 10⁻⁴; lower is better.</returns>
    public static double DistancePixels(Matrix3 fundamental, Point2 first, Point2 second) =>
        Math.Sqrt(EightPointFit.SampsonErrorSquaredPixels(fundamental, first, second) + SquaredDistanceOffset);

    /// <summary>The mean over the pairs that could be measured.</summary>
    /// <param name="pairErrorsPixels">Error of each pair.</param>
    /// <returns>Error in pixels, lower is better; absent when no pair has one (the reference writes −1).</returns>
    public static double? Mean(IReadOnlyList<double?> pairErrorsPixels) => pairErrorsPixels.Average();

    private static double? PairErrorPixels(SiftFeatures first, SiftFeatures second)
    {
        if (first.Points.Count < SmallestFeatureCount || second.Points.Count < SmallestFeatureCount)
            return null;
        var matches = DescriptorMatching.Ratio(first, second, LargestDistanceRatio);
        return matches.Count < SmallestMatchCount ? null : MeanDistancePixels(
            [.. matches.Select(match => first.Points[match.First])],
            [.. matches.Select(match => second.Points[match.Second])]);
    }

    private static SiftFeatures Features(Frame frame) =>
        SiftFeatures.Detect(Resampling.Gray(frame.Rgb, frame.Width, frame.Height), frame.Width, frame.Height);

    /// <summary>The reference takes a clip without a level above 1 for numbers in [0, 1].</summary>
    private static IEnumerable<Frame> Brightened(IReadOnlyList<Frame> frames) =>
        frames.Any(frame => frame.Rgb.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1))
            ? frames
            : frames.Select(frame =>
                new Frame([.. frame.Rgb.Select(level => (byte)(255 * level))], frame.Width, frame.Height));
}
