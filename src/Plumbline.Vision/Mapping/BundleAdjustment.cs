using Plumbline.Vision.Native;

namespace Plumbline.Vision.Mapping;

/// <summary>What bundle adjustment may do to the focal length.</summary>
internal enum FocalMode
{
    /// <summary>Known and held.</summary>
    Fixed = 0,

    /// <summary>One unknown for the clip.</summary>
    Shared = 1,

    /// <summary>One unknown per view, changing smoothly.</summary>
    PerView = 2,
}

/// <summary>Everything that bundle adjustment refines, and the settings by which it does.</summary>
internal sealed class BundleState
{
    public required int ViewCount { get; init; }
    public required int PointCount { get; init; }

    /// <summary>Axis-angle then translation of each view, double[V × 6].</summary>
    public required double[] Poses { get; init; }

    /// <summary>
    /// Natural logarithm of the focal length in pixels, double[V]; only the first entry counts unless per view.
    /// </summary>
    public required double[] LogFocals { get; init; }

    /// <summary>Point positions, double[N × 3].</summary>
    public required double[] Points { get; init; }

    public required double Cx { get; init; }
    public required double Cy { get; init; }

    /// <summary>Vertical over horizontal focal length.</summary>
    public required double Aspect { get; init; }
    public FocalMode FocalMode { get; set; }
    public required double PriorLogFocal { get; init; }

    /// <summary>Standard deviation of the prior on log focal: 95 % of cameras within a factor of two.</summary>
    public double PriorSigma { get; init; } = 0.35;

    public double Focal(int view) => Math.Exp(LogFocals[FocalMode == FocalMode.PerView ? view : 0]);

    public Rigid3 Pose(int view) => new(
        Rigid3.RotationFromAxisAngle(new(Poses[6 * view], Poses[6 * view + 1], Poses[6 * view + 2])),
        new(Poses[6 * view + 3], Poses[6 * view + 4], Poses[6 * view + 5]));

    public Vector3 Point(int index) => new(Points[3 * index], Points[3 * index + 1], Points[3 * index + 2]);

    public void SetPose(int view, Rigid3 pose)
    {
        var axis = BundleAdjustment.AxisAngle(pose.Rotation);
        (Poses[6 * view], Poses[6 * view + 1], Poses[6 * view + 2]) = (axis.X, axis.Y, axis.Z);
        (Poses[6 * view + 3], Poses[6 * view + 4], Poses[6 * view + 5]) =
            (pose.Translation.X, pose.Translation.Y, pose.Translation.Z);
    }

    public BundleState Clone() => new()
    {
        ViewCount = ViewCount,
        PointCount = PointCount,
        Poses = [.. Poses],
        LogFocals = [.. LogFocals],
        Points = [.. Points],
        Cx = Cx,
        Cy = Cy,
        Aspect = Aspect,
        FocalMode = FocalMode,
        PriorLogFocal = PriorLogFocal,
        PriorSigma = PriorSigma,
    };
}

/// <summary>Robust bundle adjustment of pinhole views by Ceres.</summary>
/// <remarks>
/// Triggs et al., "Bundle Adjustment: A Modern Synthesis", 2000. Cauchy loss; the first view is held.
/// </remarks>
internal static unsafe class BundleAdjustment
{
    private const double FocalChangeSigma = 0.02;

    /// <summary>Refines the state in place.</summary>
    /// <returns>
    /// Robust cost after the adjustment; absent where Ceres found no usable solution, and then the state is as it was.
    /// </returns>
    public static double? Run(
        BundleState state, int[] viewOf, int[] pointOf, double[] pixels, double lossPixels, int maxIterations,
        bool fixTranslation = false)
    {
        VisionLibrary.EnsureLoaded();
        Span<double> settings =
            [state.Cx, state.Cy, state.Aspect, lossPixels, state.PriorLogFocal, state.PriorSigma, FocalChangeSigma];
        Span<double> costs = stackalloc double[2];
        fixed (
            double* poses = state.Poses, focals = state.LogFocals, points = state.Points, xy = pixels,
            s = settings, c = costs)
        fixed (int* v = viewOf, p = pointOf)
            return VisionLibrary.Check(VisionMethods.BundleAdjust(
                state.ViewCount, state.PointCount, viewOf.Length, poses, focals, (int)state.FocalMode, points,
                v, p, xy, s,
                fixTranslation ? 1 : 0, maxIterations, c)) == 0 ? null : costs[1];
    }

    /// <summary>Axis times angle of a rotation.</summary>
    /// <remarks>By the unit quaternion with the largest component first, which is stable at every angle.</remarks>
    public static Vector3 AxisAngle(Matrix3 r)
    {
        double w, x, y, z;
        var trace = r.Trace;
        if (trace > 0)
        {
            var s = Math.Sqrt(trace + 1) * 2;
            (w, x, y, z) = (s / 4, (r.M21 - r.M12) / s, (r.M02 - r.M20) / s, (r.M10 - r.M01) / s);
        }
        else if (r.M00 > r.M11 && r.M00 > r.M22)
        {
            var s = Math.Sqrt(1 + r.M00 - r.M11 - r.M22) * 2;
            (w, x, y, z) = ((r.M21 - r.M12) / s, s / 4, (r.M01 + r.M10) / s, (r.M02 + r.M20) / s);
        }
        else if (r.M11 > r.M22)
        {
            var s = Math.Sqrt(1 + r.M11 - r.M00 - r.M22) * 2;
            (w, x, y, z) = ((r.M02 - r.M20) / s, (r.M01 + r.M10) / s, s / 4, (r.M12 + r.M21) / s);
        }
        else
        {
            var s = Math.Sqrt(1 + r.M22 - r.M00 - r.M11) * 2;
            (w, x, y, z) = ((r.M10 - r.M01) / s, (r.M02 + r.M20) / s, (r.M12 + r.M21) / s, s / 4);
        }

        var sine = Math.Sqrt(x * x + y * y + z * z);
        if (sine < 1e-12)
            return default;
        var angle = 2 * Math.Atan2(sine, w);
        if (angle > Math.PI)
            angle -= 2 * Math.PI;
        return angle / sine * new Vector3(x, y, z);
    }
}
