namespace Plumbline.Vision.Synthetic;

/// <summary>One rendered frame with its truth.</summary>
/// <param name="View">The camera that took it.</param>
/// <param name="Rgb">The picture, byte[H × W × 3].</param>
/// <param name="Depth">Depth along the view, metres, infinite in the sky, float[H × W].</param>
/// <param name="Solids">
/// What each pixel shows: index into the solids of the moment, −1 for the sky, short[H × W].
/// </param>
internal sealed record RenderedFrame(View View, byte[] Rgb, float[] Depth, short[] Solids);
