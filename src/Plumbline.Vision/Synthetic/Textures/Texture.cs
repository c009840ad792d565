using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>The colour of a surface, filtered to the size of a pixel on it.</summary>
/// <remarks>
/// Every texture filters itself: detail finer than the footprint fades to its mean. Otherwise a still surface would
/// flicker as the camera moves, and a judge of rigid worlds would be right to mark it down.
/// To add a texture, derive from this; the renderer knows none by name.
/// </remarks>
internal abstract class Texture
{
    /// <summary>The mean colour over a small rectangle.</summary>
    /// <param name="uv">Middle of the rectangle on the surface, metres.</param>
    /// <param name="footprint">Width and height of the rectangle, metres.</param>
    /// <returns>Share of the light that is sent back, linear RGB in [0, 1].</returns>
    public abstract Float3 ColourAt(Vector2 uv, Vector2 footprint);
}
