namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>How much a camera moves from picture to picture, as the reference measures it.</summary>
/// <remarks>
/// VideoGPA at fb86241, <c>metrics/consistency_score.py</c>. It takes the translation of cameraFromWorld, not the
/// camera's centre, so that turning about a distant origin counts as moving; and it has the unit of the reconstruction.
/// </remarks>
public static class CameraMotion
{
    private const double RotationWeight = 0.1;

    /// <summary>Mean step of the translation plus a tenth of the mean angle in radians.</summary>
    /// <param name="camerasFromWorld">Poses in presentation order.</param>
    /// <returns>
    /// Motion in world units, 0 for a camera at rest; absent for fewer than two poses or poses that are not finite (the
    /// reference writes 0).
    /// </returns>
    public static double? Norm(IReadOnlyList<Rigid3> camerasFromWorld)
    {
        ArgumentNullException.ThrowIfNull(camerasFromWorld);
        if (camerasFromWorld.Count < 2)
            return null;
        var norm = camerasFromWorld.Zip(camerasFromWorld.Skip(1), Step).Average();
        return double.IsFinite(norm) ? norm : null;
    }

    private static double Step(Rigid3 before, Rigid3 after)
    {
        var turn = after.Rotation * before.Rotation.Transpose;
        // cos and sin of the angle. The reference takes the arc cosine of the first alone, which makes 10⁻⁴ rad of
        // rounding for a camera at rest; with the second the angle of equal rotations is exactly 0.
        var cosine = (turn.Trace - 1) / 2;
        var sine = new Vector3(turn.M21 - turn.M12, turn.M02 - turn.M20, turn.M10 - turn.M01).Length / 2;
        return (after.Translation - before.Translation).Length + RotationWeight * Math.Atan2(sine, cosine);
    }
}
