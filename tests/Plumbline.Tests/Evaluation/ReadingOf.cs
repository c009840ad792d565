using Plumbline.Alignment.Evaluation;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Evaluation;

/// <summary>What a perfect classifier would read from a world.</summary>
internal static class ReadingOf
{
    public static WorldReading World(TrainingWorld world)
    {
        var (shapes, textures) = (new double[8 * 7], new double[8 * 7]);
        var (across, depths, counts) = (new double[8], new double[8], new double[8]);
        var first = world.Views[0];
        foreach (var thing in world.Objects)
        {
            var colour = (int)thing.Colour;
            shapes[colour * 7 + (int)thing.Shape]++;
            textures[colour * 7 + (int)thing.Texture]++;
            counts[colour]++;
            var foot = first.CameraFromWorld * thing.Foot;
            across[colour] += first.Camera.Project(foot).X / first.Camera.Width;
            depths[colour] += foot.Z;
        }

        var moves = new double[16];
        moves[WorldLabels.MoveIndex(world.Camera)] = 1;
        return new()
        {
            Count = world.Objects.Count,
            ColourCells = [.. counts.Select(count => 8 * count)],
            ShapeCells = shapes,
            TextureCells = textures,
            Across = [.. across.Zip(counts, (sum, count) => sum / Math.Max(count, 1))],
            DepthMetres = [.. depths.Zip(counts, (sum, count) => sum / Math.Max(count, 1))],
            Moves = moves,
            Features = [world.Objects.Count, (int)world.Objects[0].Colour],
        };
    }
}
