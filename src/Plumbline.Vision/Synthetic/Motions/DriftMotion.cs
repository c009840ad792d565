using System.Numerics;

namespace Plumbline.Vision.Synthetic;

/// <summary>The solid slides over the ground, faster and faster.</summary>
/// <param name="Metres">Where it ends, relative to its rest; Y points down.</param>
public sealed record DriftMotion(Vector3 Metres) : SolidMotion
{
    /// <inheritdoc/>
    internal override Matrix4x4 ChangeAt(double progress)
    {
        var way = progress * progress * Metres;
        return Matrix4x4.CreateTranslation((float)way.X, (float)way.Y, (float)way.Z);
    }
}
