namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Points in the world with a colour each.</summary>
/// <param name="Positions">Positions in the world, float[N × 3].</param>
/// <param name="Colours">Red, green and blue in [0, 255], not rounded, float[N × 3].</param>
public sealed record ColouredPoints(float[] Positions, float[] Colours)
{
    private const float SmallestConfidence = 1e-5f;

    /// <summary>How many points.</summary>
    public int Count => Positions.Length / 3;

    /// <summary>Keeps the points that a model was most sure of.</summary>
    /// <param name="positions">Position of each pixel in the world, float[F × H × W × 3].</param>
    /// <param name="confidences">
    /// Confidence of each pixel, float[F × H × W]; at most 10⁻⁵ or not finite means no point.
    /// </param>
    /// <param name="pictures">Colour of each pixel.</param>
    /// <param name="droppedPercent">
    /// Share of the least certain points to drop, 0 to 100; ties with the last one kept stay.
    /// </param>
    /// <returns>The kept points, in the order of the pixels.</returns>
    /// <remarks>
    /// VideoGPA at fb86241, <c>utils/pointcloud_utils.py</c>: max(1, ⌈N (1 − percent / 100)⌉) of N valid points.
    /// </remarks>
    public static ColouredPoints OfMostConfident(
        ReadOnlySpan<float> positions, ReadOnlySpan<float> confidences, UnitPictures pictures, double droppedPercent)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var pixelCount = pictures.Height * pictures.Width;
        ArgumentOutOfRangeException.ThrowIfNotEqual(confidences.Length, pictures.Count * pixelCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(positions.Length, 3 * confidences.Length);
        var threshold = Threshold(confidences, droppedPercent);
        var (kept, colours) = (new List<float>(), new List<float>());
        for (var i = 0; i < confidences.Length; i++)
        {
            if (!IsValid(confidences[i]) || confidences[i] < threshold)
                continue;
            kept.AddRange(positions.Slice(3 * i, 3));
            var (picture, pixel) = (i / pixelCount, i % pixelCount);
            for (var c = 0; c < 3; c++)
                colours.Add(pictures.Values[(3 * picture + c) * pixelCount + pixel] * 255);
        }

        return new([.. kept], [.. colours]);
    }

    private static float Threshold(ReadOnlySpan<float> confidences, double droppedPercent)
    {
        var valid = new List<float>();
        foreach (var confidence in confidences)
            if (IsValid(confidence))
                valid.Add(confidence);
        if (droppedPercent <= 0 || valid.Count == 0)
            return float.NegativeInfinity;
        var keptShare = Math.Clamp(1 - droppedPercent / 100, 0, 1);
        var keptCount = Math.Max(1, (int)Math.Ceiling(valid.Count * keptShare));
        valid.Sort();
        return valid[^keptCount];
    }

    private static bool IsValid(float confidence) => float.IsFinite(confidence) && confidence > SmallestConfidence;
}
