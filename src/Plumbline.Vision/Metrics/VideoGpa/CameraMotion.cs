namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>How much a camera moves from picture to picture, as the reference measures it.</summary>
/// <remarks>
/// VideoGPA at fb86241, <c>metrics/consistency_score.py</c>. It takes the translation of cameraFromWorld, not the camera's
/// centre, so that turning about a distant origin counts as moving; and it has the unit of the reconstruction.
/// </remarks>
public static class CameraMotion
{
    private const double RotationWeight = 0.1;

    /// <summary>Mean step of the translation plus a tenth of the mean angle in radians.</summary>
    /// <param name="camerasFromWorld">Poses in presentation order.</param>
    /// <returns>Motion in world units, 0 for a camera at rest; absent for fewer than two poses or poses that are not finite (the reference writes 0).</returns>
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
        var turn = new Rigid3(after.Rotation * before.Rotation.Transpose, default);
        return (after.Translation - before.Translation).Length + RotationWeight * turn.AngleRadians();
    }
}
