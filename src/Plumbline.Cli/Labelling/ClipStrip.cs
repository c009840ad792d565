namespace Plumbline.Cli.Labelling;

/// <summary>All frames of a clip, one below the other.</summary>
/// <param name="Png">A PNG file of width W and height F · H.</param>
/// <param name="FrameCount">Frames, F.</param>
/// <param name="Width">Width of a frame in pixels, W.</param>
/// <param name="Height">Height of a frame in pixels, H.</param>
internal sealed record ClipStrip(byte[] Png, int FrameCount, int Width, int Height);
