using System.Numerics;

namespace Plumbline.Vision.Synthetic;

/// <summary>The solid leans to and fro like jelly: its foot stays, its top swings, its height follows.</summary>
/// <param name="Amount">How far the top swings, as a share of the height; in [0, 0.9].</param>
/// <param name="Cycles">How often it swings within the clip.</param>
public sealed record WobbleMotion(double Amount, double Cycles = 1.3) : SolidMotion
{
    /// <inheritdoc/>
    internal override Matrix4x4 ChangeAt(double progress)
    {
        var change = Matrix4x4.Identity;
        // Row vectors: a unit of height (Y) moves X and Z. With a lag of a quarter cycle the top circles and leaves
        // every plane.
        change.M21 = (float)(Amount * Wave(Cycles, progress));
        change.M23 = (float)(Amount * (Wave(Cycles, progress + 0.25 / Cycles) - 1) / 2);
        change.M22 = (float)(1 + 0.3 * Amount * Wave(Cycles, progress));
        return change;
    }
}
