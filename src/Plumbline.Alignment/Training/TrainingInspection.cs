namespace Plumbline.Alignment.Training;

/// <summary>What was found when a network was looked at.</summary>
/// <param name="Measured">Numbers by name, for the log.</param>
/// <param name="Rgb">A picture for people, red, green and blue bytes, [H, W, 3].</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
public sealed record TrainingInspection(
    IReadOnlyDictionary<string, double> Measured, byte[] Rgb, int Width, int Height);
