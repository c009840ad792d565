using System.Numerics;

namespace Plumbline.Vision.Synthetic;

/// <summary>What breaks the rigid world: how one solid moves or changes shape while the camera films.</summary>
/// <remarks>
/// Motions change the solid in the world, before it is rendered: occlusion, shadow and texture follow it, as they do in
/// the faults of a video generator. All changes are affine, so the rendered picture, depth and flow stay exact. No
/// motion runs at one speed: a constant-speed motion next to a constant-speed camera may equal a still solid at another
/// depth.
/// </remarks>
public abstract record SolidMotion
{
    private protected SolidMotion()
    {
    }

    /// <summary>How the solid differs from its rest, about its foot, in the axes of the world.</summary>
    /// <param name="progress">Time in the clip, 0 for the first frame, 1 for the last.</param>
    internal virtual Matrix4x4 ChangeAt(double progress) => Matrix4x4.Identity;

    /// <summary>How far the texture has slid over the surface, metres.</summary>
    /// <param name="progress">Time in the clip, 0 for the first frame, 1 for the last.</param>
    internal virtual Vector2 TextureOffsetAt(double progress) => default;

    /// <summary>An oscillation that starts at rest.</summary>
    private protected static double Wave(double cycles, double progress) => Math.Sin(2 * Math.PI * cycles * progress);
}
