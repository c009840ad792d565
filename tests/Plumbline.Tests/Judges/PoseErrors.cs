using Plumbline.Vision;

namespace Plumbline.Tests.Judges;

/// <summary>Errors of relative poses between neighbouring sampled frames: free of gauge and scale.</summary>
internal static class PoseErrors
{
    public static double MedianRotationDegrees(IReadOnlyList<View> found, IReadOnlyList<View> truth) =>
        Median(Rotations(found, truth));

    public static double WorstRotationDegrees(IReadOnlyList<View> found, IReadOnlyList<View> truth) =>
        Rotations(found, truth).Max() * 180 / Math.PI;

    public static double MedianDirectionDegrees(IReadOnlyList<View> found, IReadOnlyList<View> truth) =>
        Median(Pairs(found, truth).Select(p => Math.Acos(Math.Clamp(
            p.Found.Translation.Dot(p.Truth.Translation) / (p.Found.Translation.Length * p.Truth.Translation.Length),
            -1, 1))));

    private static IEnumerable<double> Rotations(IReadOnlyList<View> found, IReadOnlyList<View> truth) =>
        Pairs(found, truth).Select(
            p => new Rigid3(p.Found.Rotation * p.Truth.Rotation.Transpose, default).AngleRadians());

    private static IEnumerable<(Rigid3 Found, Rigid3 Truth)> Pairs(IReadOnlyList<View> found, IReadOnlyList<View> truth)
    {
        var poses = truth.ToDictionary(v => v.FrameIndex, v => v.CameraFromWorld);
        for (var i = 0; i + 1 < found.Count; i++)
            yield return (
                found[i + 1].CameraFromWorld * found[i].CameraFromWorld.Inverse(),
                poses[found[i + 1].FrameIndex] * poses[found[i].FrameIndex].Inverse());
    }

    private static double Median(IEnumerable<double> radians)
    {
        var sorted = radians.Order().ToArray();
        return sorted[sorted.Length / 2] * 180 / Math.PI;
    }
}
