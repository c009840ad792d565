using Plumbline.Vision.Native;

namespace Plumbline.Vision.Features;

/// <summary>Options of the SIFT detector; the defaults are OpenCV's.</summary>
public sealed record SiftOptions
{
    /// <summary>Keep the strongest so many; 0 keeps all.</summary>
    public int MaxFeatures { get; init; }

    /// <summary>Weak extrema below this are dropped; lower finds more in flat pictures.</summary>
    public double ContrastThreshold { get; init; } = 0.04;

    /// <summary>Edge-like extrema above this ratio of curvatures are dropped.</summary>
    public double EdgeThreshold { get; init; } = 10;

    /// <summary>Blur of the first octave in pixels.</summary>
    public double Sigma { get; init; } = 1.6;
}

/// <summary>Distinctive points of one picture and a descriptor for each.</summary>
/// <remarks>
/// Lowe, "Distinctive Image Features from Scale-Invariant Keypoints", IJCV 2004, as OpenCV implements it.
/// </remarks>
public sealed class SiftFeatures
{
    /// <summary>Numbers per descriptor.</summary>
    public const int Dimension = 128;
    private const int Capacity = 20_000;

    private SiftFeatures(Point2[] points, float[] responses, float[] descriptors)
    {
        Points = points;
        Responses = responses;
        Descriptors = descriptors;
    }

    /// <summary>Where each feature lies, in pixels.</summary>
    public IReadOnlyList<Point2> Points { get; }

    /// <summary>Strength of each feature; higher is stronger.</summary>
    public IReadOnlyList<float> Responses { get; }

    /// <summary>Descriptors, row by row, float[N × 128].</summary>
    public float[] Descriptors { get; }

    /// <summary>The same features on a resized picture, pixel areas kept aligned.</summary>
    /// <param name="x">New width over old width.</param>
    /// <param name="y">New height over old height.</param>
    /// <returns>Features that share the descriptors of these.</returns>
    public SiftFeatures Scaled(double x, double y) => new(
        [.. Points.Select(p => new Point2((p.X + 0.5) * x - 0.5, (p.Y + 0.5) * y - 0.5))], [.. Responses], Descriptors);

    /// <summary>Finds features; none on a flat picture.</summary>
    /// <param name="gray">Grey levels, byte[H × W].</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="options">Detector options; defaults when absent.</param>
    /// <returns>The features, possibly none.</returns>
    public static unsafe SiftFeatures Detect(
        ReadOnlySpan<byte> gray, int width, int height, SiftOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(gray.Length, width * height);
        VisionLibrary.EnsureLoaded();
        options ??= new SiftOptions();
        // OpenCV may return a few more than asked for where strengths tie.
        var capacity = options.MaxFeatures > 0 ? options.MaxFeatures + 64 : Capacity;
        var keypoints = new float[5 * capacity];
        var descriptors = new float[Dimension * capacity];
        int count;
        fixed (byte* picture = gray)
        fixed (float* keypointStart = keypoints, descriptorStart = descriptors)
            count = VisionLibrary.Check(VisionMethods.Sift(
                picture, width, height, options.MaxFeatures, options.ContrastThreshold, options.EdgeThreshold,
                options.Sigma,
                keypointStart, descriptorStart, capacity));
        var points = new Point2[count];
        var responses = new float[count];
        for (var i = 0; i < count; i++)
        {
            points[i] = new(keypoints[5 * i], keypoints[5 * i + 1]);
            responses[i] = keypoints[5 * i + 4];
        }

        Array.Resize(ref descriptors, Dimension * count);
        return new(points, responses, descriptors);
    }
}
