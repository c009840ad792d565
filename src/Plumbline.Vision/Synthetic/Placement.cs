using System.Numerics;

namespace Plumbline.Vision.Synthetic;

/// <summary>Where and how shapes are put into a world, for row vectors.</summary>
internal static class Placement
{
    /// <summary>Standing on its foot.</summary>
    /// <param name="x">Foot, metres.</param>
    /// <param name="y">Foot, metres; 0 on the ground, below 0 above it.</param>
    /// <param name="z">Foot, metres.</param>
    /// <param name="yawRadians">Turn about the vertical; a panel faces −Z at 0, −X at π/2.</param>
    public static Matrix4x4 Upright(double x, double y, double z, double yawRadians) =>
        Matrix4x4.CreateRotationY((float)yawRadians) * Matrix4x4.CreateTranslation((float)x, (float)y, (float)z);

    /// <summary>A panel that lies with its face up and reaches from its foot towards +Z.</summary>
    public static Matrix4x4 FacingUp(double x, double y, double z) =>
        Matrix4x4.CreateRotationX(-MathF.PI / 2) * Matrix4x4.CreateTranslation((float)x, (float)y, (float)z);

    /// <summary>A panel that hangs with its face down and reaches from its foot towards −Z.</summary>
    public static Matrix4x4 FacingDown(double x, double y, double z) =>
        Matrix4x4.CreateRotationX(MathF.PI / 2) * Matrix4x4.CreateTranslation((float)x, (float)y, (float)z);
}
