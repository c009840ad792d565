using System.Numerics;

namespace Plumbline.Vision.Synthetic;

/// <summary>The solid glides to and fro.</summary>
/// <param name="Metres">Largest offset from its rest; Y points down.</param>
/// <param name="Cycles">How often it swings within the clip.</param>
public sealed record SwayMotion(Vector3 Metres, double Cycles = 1.3) : SolidMotion
{
    /// <inheritdoc/>
    internal override Matrix4x4 ChangeAt(double progress)
    {
        var way = Wave(Cycles, progress) * Metres;
        return Matrix4x4.CreateTranslation((float)way.X, (float)way.Y, (float)way.Z);
    }
}
