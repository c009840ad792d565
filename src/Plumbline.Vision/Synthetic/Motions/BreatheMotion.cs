using System.Numerics;

namespace Plumbline.Vision.Synthetic;

/// <summary>The solid swells and shrinks about its foot.</summary>
/// <param name="Amount">Largest change of its size, as a share of it; in [0, 0.9].</param>
/// <param name="Cycles">How often it breathes within the clip.</param>
public sealed record BreatheMotion(double Amount, double Cycles = 1.3) : SolidMotion
{
    /// <inheritdoc/>
    internal override Matrix4x4 ChangeAt(double progress) =>
        Matrix4x4.CreateScale((float)(1 + Amount * Wave(Cycles, progress)));
}
