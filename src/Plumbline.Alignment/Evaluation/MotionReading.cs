using Plumbline.Alignment.Judges;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>How far the camera of a clip moved in the way it was told to.</summary>
/// <param name="Amount">
/// Degrees for orbit, pan and tilt, else a share of the distance to the scene; the sign is the direction, as in
/// <see cref="CameraMove"/>. Absent where the clip has no reconstruction.
/// </param>
/// <param name="Reason">Why there is no amount; absent where there is one.</param>
/// <remarks>
/// A reconstruction has no scale of its own, so travel is measured against the median depth of the points that it
/// found, and a command against the distance from the camera to the middle of the world. The amount is that of the
/// whole clip: where the first or last frames are not registered, the rest is carried on at its speed.
/// </remarks>
public sealed record MotionReading(double? Amount, string? Reason)
{
    // Of fewer frames the rest would be guesswork.
    private const double LeastSpan = 0.5;

    /// <summary>Reads the motion from the cameras that a judge found.</summary>
    /// <param name="verdict">The verdict of a <see cref="GeometryJudge"/> that was given the intrinsics.</param>
    /// <param name="move">What the camera was told to do.</param>
    /// <param name="frameCount">Frames of the clip, at least 2.</param>
    /// <returns>The amount, or why there is none.</returns>
    public static MotionReading From(Verdict verdict, CameraMove move, int frameCount)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentOutOfRangeException.ThrowIfLessThan(frameCount, 2);
        if (verdict is Unscorable unscorable)
            return new(null, unscorable.Reason);
        if (verdict.Shots is not [{ Reconstruction: { } found }])
            return new(null, verdict.Shots.Count == 1
                ? "No camera path explains the clip."
                : $"The clip has {verdict.Shots.Count} shots.");
        if (found.Views.Count < 2
            || found.Views[^1].FrameIndex - found.Views[0].FrameIndex < LeastSpan * (frameCount - 1))
            return new(null, $"Only {found.Views.Count} frames have a camera.");
        var span = (double)(frameCount - 1) / (found.Views[^1].FrameIndex - found.Views[0].FrameIndex);
        var lastFromFirst = found.Views[^1].CameraFromWorld * found.Views[0].CameraFromWorld.Inverse();
        var isTurning = found.Model is CameraModel.Rotation or CameraModel.RotationAndZoom;
        if (isTurning)
            return new(span * AmountOf(move, lastFromFirst with { Translation = default }), null);
        var depths = found.Points.Select(point => (found.Views[0].CameraFromWorld * point.Position).Z)
            .Where(depth => depth > 0).Order().ToArray();
        return depths.Length == 0
            ? new(null, "The reconstruction has no points.")
            : new(span * AmountOf(move, lastFromFirst with
            {
                Translation = 1 / depths[depths.Length / 2] * lastFromFirst.Translation,
            }), null);
    }

    /// <summary>The command of a world in the units of <see cref="Amount"/>.</summary>
    /// <param name="world">The world.</param>
    /// <returns>Degrees, or a share of the distance to the scene.</returns>
    public static double Commanded(TrainingWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.Camera.IsAngle ? world.Camera.Amount : world.Camera.Amount / world.Scene.Home.Distance;
    }

    // Travel in units of the scene's depth, in the frame of the first camera: X right, Y down, Z forward.
    private static double AmountOf(CameraMove move, Rigid3 lastFromFirst)
    {
        var travel = lastFromFirst.OriginInSource;
        // Where the last camera looks, seen from the first.
        var view = lastFromFirst.Rotation.Transpose * new Vector3(0, 0, 1);
        var (right, up) =
            (Math.Atan2(view.X, view.Z) * 180 / Math.PI, Math.Asin(Math.Clamp(-view.Y, -1, 1)) * 180 / Math.PI);
        return move switch
        {
            // Who circles to the right turns to the left. Without that travel it is a pan, and no part of it an orbit.
            CameraMove.Orbit => -right * travel.X > 0 ? -right : 0,
            CameraMove.Pan => right,
            CameraMove.Tilt => up,
            CameraMove.Dolly or CameraMove.HandHeld => travel.Z,
            CameraMove.Truck or CameraMove.Spline => travel.X,
            CameraMove.Crane => -travel.Y,
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Expected a known move."),
        };
    }
}
