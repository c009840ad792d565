
namespace Plumbline.Vision.Synthetic;

/// <summary>The colour of a surface, filtered to the size of a pixel on it.</summary>
/// <remarks>
/// Every texture filters itself: detail finer than the footprint fades to its mean. Otherwise a still surface would
/// flicker as the camera moves, and a judge of rigid worlds would be right to mark it down.
/// To add a texture, derive from this; the renderer knows none by name.
/// </remarks>
internal abstract class Texture
{
    /// <summary>The mean colours over eight small rectangles.</summary>
    /// <param name="at">Middles and sizes of the rectangles on the surface.</param>
    /// <returns>Shares of the light that are sent back, linear RGB in [0, 1].</returns>
    public abstract Lanes3 ColourAt(in Footprint at);
}
