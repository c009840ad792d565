namespace Plumbline.Alignment.Training;

/// <summary>What was found when a network was looked at.</summary>
/// <param name="Measured">Numbers by name, for the log.</param>
/// <param name="Rgb">
/// A picture for people, red, green and blue bytes, [H, W, 3]; absent where there is nothing to see.
/// </param>
/// <param name="Width">Its width in pixels; 0 without a picture.</param>
/// <param name="Height">Its height in pixels; 0 without a picture.</param>
public sealed record TrainingInspection(
    IReadOnlyDictionary<string, double> Measured, byte[]? Rgb = null, int Width = 0, int Height = 0);
