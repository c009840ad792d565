using Plumbline.Vision.Features;

namespace Plumbline.Vision.Mapping;

/// <summary>Feature matches of two views that agree with one epipolar geometry.</summary>
/// <param name="A">First view.</param>
/// <param name="B">Second view.</param>
/// <param name="Matches">Feature indices in A and B.</param>
/// <param name="LogFalseAlarms">log₁₀ of how many geometries would agree so well by chance; lower is better.</param>
/// <param name="Homography">
/// Best homography from A to B, where the picture moves farther than flow finds by itself.
/// </param>
internal sealed record PairMatches(
    int A, int B, IReadOnlyList<(int First, int Second)> Matches, double LogFalseAlarms, Matrix3? Homography)
{
    /// <summary>Median displacement in pixels from which dense flow is given a start.</summary>
    private const double FarPixels = 12;

    /// <summary>Matches two views, or nothing where too little agrees.</summary>
    /// <param name="features">Features of every view.</param>
    /// <param name="a">First view.</param>
    /// <param name="b">Second view.</param>
    /// <param name="ratio">Largest ratio of nearest to second distance, in (0, 1].</param>
    /// <param name="epipolarPixels">Largest distance from the epipolar geometry in pixels.</param>
    /// <param name="fewest">Fewest matches that are looked at.</param>
    /// <param name="chance">Probability that a random match agrees with the geometry.</param>
    public static PairMatches? Find(
        SiftFeatures[] features, int a, int b, double ratio, double epipolarPixels, int fewest, double chance)
    {
        var candidates = DescriptorMatching.OneToOne(features[a], features[b], ratio);
        if (candidates.Count < fewest)
            return null;
        var (first, second) = (new float[2 * candidates.Count], new float[2 * candidates.Count]);
        var shifts = new double[candidates.Count];
        for (var i = 0; i < candidates.Count; i++)
        {
            var (p, q) = (features[a].Points[candidates[i].First], features[b].Points[candidates[i].Second]);
            (first[2 * i], first[2 * i + 1]) = ((float)p.X, (float)p.Y);
            (second[2 * i], second[2 * i + 1]) = ((float)q.X, (float)q.Y);
            shifts[i] = Math.Sqrt((p.X - q.X) * (p.X - q.X) + (p.Y - q.Y) * (p.Y - q.Y));
        }

        if (RobustGeometry.Fundamental(first, second, epipolarPixels) is not { } epipolar)
            return null;
        var kept = new List<(int, int)>();
        for (var i = 0; i < candidates.Count; i++)
            if (epipolar.Inliers[i])
                kept.Add(candidates[i]);
        if (kept.Count < fewest)
            return null;
        Array.Sort(shifts);
        var far = shifts[shifts.Length / 2] > FarPixels;
        var falseAlarms = ChanceAgreement.LogFalseAlarms(kept.Count, candidates.Count, chance);
        return new(a, b, kept, falseAlarms, far ? RobustGeometry.Homography(first, second, 3)?.Matrix : null);
    }
}
