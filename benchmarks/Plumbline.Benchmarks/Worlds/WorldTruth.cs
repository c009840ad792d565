using System.Globalization;
using Plumbline.Alignment;
using Plumbline.Alignment.Judges;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Benchmarks.Worlds;

/// <summary>The verb <c>worlds --judge</c>: what the judge finds in worlds whose truth is known.</summary>
internal static class WorldTruth
{
    private static readonly WorldFormat Format = new(384, 256, 25);

    private static readonly CameraCommand[] Commands =
    [
        new(CameraMove.Orbit, 24), new(CameraMove.Truck, -0.9), new(CameraMove.Dolly, 0.9), new(CameraMove.Crane, 0.7),
        new(CameraMove.HandHeld, 0.8), new(CameraMove.Spline, 0.9), new(CameraMove.Pan, 14), new(CameraMove.Tilt, -10),
    ];

    /// <summary>Judges one world per camera move and prints a table in Markdown.</summary>
    /// <param name="firstSeed">Seed of the first world; the others follow.</param>
    /// <returns>Exit code 0.</returns>
    public static int Run(long firstSeed)
    {
        Line($"| seed | camera | score | score, intrinsics given | rotation error | direction error | depth error |");
        Line($"|---|---|---|---|---|---|---|");
        for (var i = 0; i < Commands.Length; i++)
        {
            var world = TrainingWorld.FromSeed(firstSeed + i, Format);
            world = world.With(Commands[i]);
            var clip = world.Film(RenderedTruth.Depth);
            var free = new GeometryJudge().Judge(clip.Video);
            var given = new GeometryJudge(new() { Intrinsics = world.Views[0].Camera }).Judge(clip.Video);
            var errors = given.Shots is [{ Reconstruction: { } found }] ? WorldErrors.Between(found, clip) : null;
            Line(
                $"| {world.Seed} | {world.Camera} | {Text(free)} | {Text(given)} | {errors?.RotationDegrees:0.000}° | {errors?.DirectionDegrees:0.00}° | {errors?.DepthShare:0.0%} |");
        }

        return 0;
    }

    private static string Text(Verdict verdict) => verdict switch
    {
        Scored scored => scored.Score.ToString("0.0", CultureInfo.InvariantCulture),
        Unscorable unscorable => unscorable.Reason,
        _ => throw new InvalidOperationException($"Expected a score or a reason, got {verdict}."),
    };

    private static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
