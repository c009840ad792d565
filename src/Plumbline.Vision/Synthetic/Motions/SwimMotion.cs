using System.Numerics;

namespace Plumbline.Vision.Synthetic;

/// <summary>The solid stands still, but its texture slides to and fro over its surface.</summary>
/// <param name="Metres">Largest slide over the surface.</param>
/// <param name="Cycles">How often it swings within the clip.</param>
public sealed record SwimMotion(double Metres, double Cycles = 1.3) : SolidMotion
{
    /// <inheritdoc/>
    internal override Vector2 TextureOffsetAt(double progress)
    {
        var way = (float)(Metres * Wave(Cycles, progress));
        return new(way, 0.6f * way);
    }
}
