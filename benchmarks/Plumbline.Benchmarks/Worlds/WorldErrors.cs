using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Benchmarks.Worlds;

/// <summary>How far a reconstruction is from the world that was rendered; free of gauge and scale.</summary>
/// <param name="RotationDegrees">Median error of the turn between neighbouring sampled frames.</param>
/// <param name="DirectionDegrees">Median error of the direction of travel; absent for a camera that only turns.</param>
/// <param name="DepthShare">Median relative error of the depth after one scale; absent where there is no depth.</param>
internal sealed record WorldErrors(double RotationDegrees, double? DirectionDegrees, double? DepthShare)
{
    /// <summary>Compares.</summary>
    /// <param name="found">What the judge found.</param>
    /// <param name="truth">What was rendered, with depth.</param>
    public static WorldErrors Between(Reconstruction found, RenderedClip truth)
    {
        var (turns, ways) = (new List<double>(), new List<double>());
        for (var i = 0; i + 1 < found.Views.Count; i++)
        {
            var (one, two) = (found.Views[i], found.Views[i + 1]);
            var step = two.CameraFromWorld * one.CameraFromWorld.Inverse();
            var trueStep =
                truth.Views[two.FrameIndex].CameraFromWorld * truth.Views[one.FrameIndex].CameraFromWorld.Inverse();
            turns.Add(new Rigid3(step.Rotation * trueStep.Rotation.Transpose, default).AngleRadians());
            var lengths = step.Translation.Length * trueStep.Translation.Length;
            if (lengths > 1e-9)
                ways.Add(Math.Acos(Math.Clamp(step.Translation.Dot(trueStep.Translation) / lengths, -1, 1)));
        }

        return new(Degrees(Median(turns)), ways.Count > 0 ? Degrees(Median(ways)) : null, DepthError(found, truth));
    }

    private static double? DepthError(Reconstruction found, RenderedClip truth)
    {
        var ratios = new List<double>();
        foreach (var map in found.DepthMaps)
        {
            var depth = truth.DepthMaps[map.FrameIndex];
            for (var i = 0; i < map.Depth.Length; i++)
            {
                var (x, y) = (i % map.Width * depth.Width / map.Width, i / map.Width * depth.Height / map.Height);
                var there = y * depth.Width + x;
                if (map.Confidence[i] > 0.5 && depth.Confidence[there] > 0)
                    ratios.Add(map.Depth[i] / depth.Depth[there]);
            }
        }

        if (ratios.Count == 0)
            return null;
        var scale = Median(ratios);
        return Median([.. ratios.Select(ratio => Math.Abs(ratio / scale - 1))]);
    }

    private static double Degrees(double radians) => radians * 180 / Math.PI;

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
