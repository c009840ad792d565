using Plumbline.Vision.Mapping;
using Plumbline.Vision.Native;

namespace Plumbline.Vision.Depth;

/// <summary>A view as a general 3×4 projection: pixel ~ A x + b for a point x of the world.</summary>
/// <remarks>
/// The verdict on rigidity is taken with these, not with metric cameras: eleven numbers per view, fitted to some
/// hundred thousand pixels, make it indifferent to focal length, principal point and the shape of the pixels, which
/// short clips leave undetermined (Hartley and Zisserman, Multiple View Geometry, 2nd ed., ch. 10: projective
/// ambiguity).
/// </remarks>
internal sealed class ProjectiveView
{
    public ProjectiveView(ReadOnlySpan<double> p)
    {
        A = new(p[0], p[1], p[2], p[4], p[5], p[6], p[8], p[9], p[10]);
        B = new(p[3], p[7], p[11]);
    }

    public ProjectiveView(Matrix3 a, Vector3 b)
    {
        A = a;
        B = b;
    }

    public Matrix3 A { get; }
    public Vector3 B { get; }

    /// <summary>The view of a pinhole camera.</summary>
    public static ProjectiveView FromCamera(Matrix3 k, Rigid3 cameraFromWorld) =>
        new(k * cameraFromWorld.Rotation, k * cameraFromWorld.Translation);

    /// <summary>How pixels of this view appear in another, by inverse depth ρ: target ~ H x + ρ e.</summary>
    public Transfer To(ProjectiveView target)
    {
        var h = target.A * A.Inverse();
        var e = target.B - h * B;
        return new(h, e);
    }

    public double[] ToRows() => [A.M00, A.M01, A.M02, B.X, A.M10, A.M11, A.M12, B.Y, A.M20, A.M21, A.M22, B.Z];

    /// <summary>
    /// Refines views and points together by robust projective bundle adjustment; the first view is held.
    /// </summary>
    /// <param name="views">One view per registered frame.</param>
    /// <param name="tracks">Sightings in canonical pixels.</param>
    /// <param name="frames">The frame of each view.</param>
    /// <param name="points">Starting points, double[N × 3]; refined in place.</param>
    /// <param name="use">Which tracks take part.</param>
    /// <param name="maxIterations">Upper bound on the iterations.</param>
    /// <returns>The refined views; those given where Ceres found no usable solution.</returns>
    public static unsafe ProjectiveView[] Refine(
        ProjectiveView[] views, FeatureTracks tracks, int[] frames, double[] points, bool[] use, int maxIterations)
    {
        const double lossPixels = 0.7;
        VisionLibrary.EnsureLoaded();
        var keep = Enumerable.Range(0, tracks.ObservationCount)
            .Where(o => use[tracks.TrackOf[o]] && Array.IndexOf(frames, tracks.ViewOf[o]) >= 0).ToArray();
        if (keep.Length == 0)
            return views;
        var viewOf = Array.ConvertAll(keep, o => Array.IndexOf(frames, tracks.ViewOf[o]));
        var pointOf = Array.ConvertAll(keep, o => tracks.TrackOf[o]);
        var pixels = new double[2 * keep.Length];
        for (var i = 0; i < keep.Length; i++)
            (pixels[2 * i], pixels[2 * i + 1]) = (tracks.Pixels[2 * keep[i]], tracks.Pixels[2 * keep[i] + 1]);
        var p = views.SelectMany(view => view.ToRows()).ToArray();
        // Loose: a third of the focal length in the pixel rows, a third in the depth row. It only settles the gauge.
        Span<double> weights = [0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 3, 3, 3, 3];
        Span<double> costs = stackalloc double[2];
        fixed (double* projections = p, x = points, xy = pixels, w = weights, c = costs)
        fixed (int* v = viewOf, n = pointOf)
            if (VisionLibrary.Check(VisionMethods.ProjectiveAdjust(
                views.Length, tracks.TrackCount, keep.Length, projections, x, v, n, xy, lossPixels, w,
                maxIterations, c)) == 0)
                return views;
        return [.. Enumerable.Range(0, views.Length).Select(i => new ProjectiveView(p.AsSpan(12 * i, 12)))];
    }
}

/// <summary>How pixels of one view appear in another, by inverse depth ρ: target ~ H x + ρ e.</summary>
/// <param name="H">Homography of the plane at infinity.</param>
/// <param name="E">Epipole, scaled by the baseline.</param>
internal readonly record struct Transfer(Matrix3 H, Vector3 E);
