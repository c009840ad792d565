using Plumbline.Vision.Native;

namespace Plumbline.Vision.Features;

/// <summary>Robust two-view and resection estimates by MAGSAC and RANSAC with fixed seeds.</summary>
/// <remarks>
/// Barath et al., "MAGSAC++, a Fast, Reliable and Accurate Robust Estimator", CVPR 2020, as OpenCV's USAC implements
/// it.
/// </remarks>
internal static unsafe class RobustGeometry
{
    private const double Confidence = 0.9999;

    /// <summary>Fundamental matrix: second^T F first = 0. Absent when none was found.</summary>
    public static (Matrix3 Matrix, bool[] Inliers)? Fundamental(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, double thresholdPixels) =>
        Relation(&VisionMethods.FindFundamental, 8, first, second, thresholdPixels);

    /// <summary>Homography: second ~ H first. Absent when none was found.</summary>
    public static (Matrix3 Matrix, bool[] Inliers)? Homography(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, double thresholdPixels) =>
        Relation(&VisionMethods.FindHomography, 4, first, second, thresholdPixels);

    /// <summary>
    /// Pose of the second camera from the first, translation of length one. Absent when none was found.
    /// </summary>
    public static (Rigid3 SecondFromFirst, bool[] Inliers)? RelativePose(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, Camera camera, double thresholdPixels)
    {
        var count = first.Length / 2;
        if (count < 8)
            return null;
        VisionLibrary.EnsureLoaded();
        Span<double> rotation = stackalloc double[9];
        Span<double> translation = stackalloc double[3];
        Span<double> k = [camera.Fx, camera.Fy, camera.Cx, camera.Cy];
        var inliers = new byte[count];
        int kept;
        fixed (float* a = first, b = second)
        fixed (double* r = rotation, t = translation, c = k)
        fixed (byte* mask = inliers)
            kept = VisionMethods.FindRelativePose(a, b, count, c, thresholdPixels, Confidence, 2000, r, t, mask);
        return kept < 8
            ? null
            : (new(Matrix3.FromRows(rotation), new(translation[0], translation[1], translation[2])), Flags(inliers));
    }

    /// <summary>Pose of a camera from points and where they appear. Absent when none was found.</summary>
    public static (Rigid3 CameraFromWorld, bool[] Inliers)? Resection(
        ReadOnlySpan<float> points, ReadOnlySpan<float> pixels, Camera camera, double thresholdPixels)
    {
        var count = pixels.Length / 2;
        if (count < 6)
            return null;
        VisionLibrary.EnsureLoaded();
        Span<double> pose = stackalloc double[6];
        Span<double> k = [camera.Fx, camera.Fy, camera.Cx, camera.Cy];
        var inliers = new byte[count];
        int kept;
        fixed (float* x = points, u = pixels)
        fixed (double* p = pose, c = k)
        fixed (byte* mask = inliers)
            kept = VisionMethods.SolvePnp(x, u, count, c, thresholdPixels, Confidence, 1000, p, mask);
        return kept < 6
            ? null
            : (
                new(Rigid3.RotationFromAxisAngle(new(pose[0], pose[1], pose[2])), new(pose[3], pose[4], pose[5])),
                Flags(inliers));
    }

    private static (Matrix3 Matrix, bool[] Inliers)? Relation(
        delegate*<float*, float*, int, double, double, int, double*, byte*, int> find, int fewest,
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, double thresholdPixels)
    {
        var count = first.Length / 2;
        if (count < fewest)
            return null;
        VisionLibrary.EnsureLoaded();
        Span<double> matrix = stackalloc double[9];
        var inliers = new byte[count];
        int kept;
        fixed (float* a = first, b = second)
        fixed (double* m = matrix)
        fixed (byte* mask = inliers)
            kept = find(a, b, count, thresholdPixels, Confidence, 2000, m, mask);
        return kept < fewest ? null : (Matrix3.FromRows(matrix), Flags(inliers));
    }

    private static bool[] Flags(byte[] mask) => Array.ConvertAll(mask, flag => flag != 0);
}
