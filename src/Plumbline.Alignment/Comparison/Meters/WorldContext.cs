using System.Globalization;

namespace Plumbline.Alignment.Comparison;

/// <summary>Names the world that a clip was asked to show.</summary>
internal static class WorldContext
{
    public static string Of(ComparedClip clip) => clip.World is { } world
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"world {world.Seed} {world.Format.Width}x{world.Format.Height}x{world.Format.FrameCount} "
            + $"{world.Format.Speed:R}")
        : "";
}
