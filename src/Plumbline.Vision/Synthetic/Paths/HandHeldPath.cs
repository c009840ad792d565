namespace Plumbline.Vision.Synthetic;

/// <summary>Someone walks slowly forwards with the camera in the hand.</summary>
/// <param name="Metres">Length of the walk.</param>
/// <param name="Seed">Chooses the sway; the same seed sways the same way.</param>
public sealed record HandHeldPath(double Metres = 0.6, int Seed = 1) : CameraPath
{
    private const double SwayMetres = 0.03;
    private const double SwayDegrees = 0.8;

    /// <inheritdoc/>
    private protected override CameraPose PoseAtPhase(Viewpoint home, double phase)
    {
        var random = new SeededRandom((ulong)Seed);
        var offset = phase * Metres * home.Forward
            + SwayMetres * Sway(random, phase) * home.Right
            + new Vector3(0, SwayMetres * Sway(random, phase), 0);
        var shake = SwayDegrees * Math.PI / 180
            * new Vector3(Sway(random, phase), Sway(random, phase), 0.5 * Sway(random, phase));
        var turn = new Rigid3(Rigid3.RotationFromAxisAngle(shake), default);
        return new(turn * home.Moved(offset).CameraFromWorld);
    }

    // Three incommensurable slow waves: smooth as a hand is, and never periodic within a clip.
    private static double Sway(SeededRandom random, double phase)
    {
        var sum = 0.0;
        foreach (var (cycles, weight) in new[] { (0.9, 0.6), (1.9, 0.3), (3.7, 0.1) })
            sum += weight * Math.Sin(2 * Math.PI * (cycles * phase + random.NextUnit()));
        return sum;
    }
}
