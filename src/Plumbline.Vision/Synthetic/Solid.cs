using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>A shape with a texture that stands somewhere in a world.</summary>
/// <param name="Name">What one would call it: <c>red brick box</c>.</param>
/// <param name="Shape">Its form.</param>
/// <param name="Texture">Its surface.</param>
/// <param name="WorldFromSolid">Where it stands at rest, for row vectors.</param>
internal sealed record Solid(string Name, Shape Shape, Texture Texture, Matrix4x4 WorldFromSolid)
{
    /// <summary>How it breaks the rigid world; absent while it stands still.</summary>
    public SolidMotion? Motion { get; init; }

    /// <summary>Where its foot rests in the world.</summary>
    public Float3 Foot => WorldFromSolid.Translation;

    /// <summary>The solid at one moment.</summary>
    /// <param name="progress">Time in the clip, 0 for the first frame, 1 for the last.</param>
    public PlacedSolid At(double progress)
    {
        var placed = WorldFromSolid;
        var change = Motion?.ChangeAt(progress) ?? Matrix4x4.Identity;
        if (Motion is not null)
            placed = placed * Matrix4x4.CreateTranslation(-Foot) * change * Matrix4x4.CreateTranslation(Foot);
        if (!Matrix4x4.Invert(placed, out var solidFromWorld))
            throw new InvalidOperationException(
                $"Motion of the {Name}: expected a change that can be undone, got {change}. Use a smaller amount.");
        var textureOffset = Motion?.TextureOffsetAt(progress) ?? default;
        return new PlacedSolid(Shape, Texture, placed, solidFromWorld, textureOffset, Stretch(change));
    }

    // The spectral norm is at most 1 + the Frobenius norm of what differs from the identity.
    private static float Stretch(Matrix4x4 change)
    {
        var (x, y, z) = (
            new Float3(change.M11 - 1, change.M12, change.M13),
            new Float3(change.M21, change.M22 - 1, change.M23),
            new Float3(change.M31, change.M32, change.M33 - 1));
        return 1 + MathF.Sqrt(x.LengthSquared() + y.LengthSquared() + z.LengthSquared());
    }
}
