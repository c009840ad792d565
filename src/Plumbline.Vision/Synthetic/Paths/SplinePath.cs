namespace Plumbline.Vision.Synthetic;

/// <summary>The camera flies along a smooth curve through given places and keeps looking at the target.</summary>
/// <param name="Waypoints">
/// At least two places relative to the viewpoint, metres: X right, Y down, Z forward; passed at equal times.
/// </param>
/// <remarks>
/// A uniform Catmull–Rom spline with doubled end points; waypoints far closer than their neighbours make it loop.
/// </remarks>
public sealed record SplinePath(IReadOnlyList<Vector3> Waypoints) : CameraPath
{
    /// <summary>Curves from the lower left past the viewpoint to the upper right.</summary>
    public static SplinePath Gentle { get; } =
        new([new(-0.4, 0.15, -0.1), new(-0.1, 0.05, 0.1), new(0.2, -0.1, 0.15), new(0.4, -0.15, 0)]);

    /// <inheritdoc/>
    private protected override CameraPose PoseAtPhase(Viewpoint home, double phase)
    {
        if (Waypoints.Count < 2)
            throw new InvalidOperationException($"SplinePath: expected at least 2 waypoints, got {Waypoints.Count}.");
        var position = (phase + 0.5) * (Waypoints.Count - 1);
        var segment = Math.Min((int)position, Waypoints.Count - 2);
        var offset = CatmullRom(segment, position - segment);
        var (right, forward) = (home.Right, home.Forward);
        var inWorld = offset.X * right + offset.Y * forward.Cross(right) + offset.Z * forward;
        return new((home with { Eye = home.Eye + inWorld }).CameraFromWorld);
    }

    private Vector3 CatmullRom(int segment, double t)
    {
        var (a, b) = (Waypoints[Math.Max(segment - 1, 0)], Waypoints[segment]);
        var (c, d) = (Waypoints[segment + 1], Waypoints[Math.Min(segment + 2, Waypoints.Count - 1)]);
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }
}
