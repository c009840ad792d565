namespace Plumbline.Cli.Results;

/// <summary>Size and rate of a clip.</summary>
/// <param name="Width">Width as displayed, in pixels.</param>
/// <param name="Height">Height as displayed, in pixels.</param>
/// <param name="FrameCount">Number of frames.</param>
/// <param name="FramesPerSecond">Average frame rate.</param>
internal sealed record SourceResult(int Width, int Height, int FrameCount, double FramesPerSecond);
