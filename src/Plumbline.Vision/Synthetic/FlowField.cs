namespace Plumbline.Vision.Synthetic;

/// <summary>Where the pixels of one frame go in a neighbouring frame, exactly.</summary>
/// <param name="FrameIndex">The frame that the pixels belong to.</param>
/// <param name="TargetIndex">The frame that they go to: the one after it, or the one before.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="X">Way to the right in pixels, row by row, float[H × W].</param>
/// <param name="Y">Way down in pixels, row by row, float[H × W].</param>
/// <param name="Visible">
/// Whether the target shows what this pixel shows, bool[H × W]; false where it is occluded or out of the picture.
/// </param>
/// <remarks>
/// The way of the surface point: a texture that slides over its surface is not part of it. A point that passes behind
/// the camera has no place in the target: its way is 0 and it is not visible.
/// </remarks>
public sealed record FlowField(
    int FrameIndex, int TargetIndex, int Width, int Height, float[] X, float[] Y, bool[] Visible);
