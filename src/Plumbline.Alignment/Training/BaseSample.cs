namespace Plumbline.Alignment.Training;

/// <summary>One clip for the base model to learn from.</summary>
/// <param name="Latents">The clip, encoded and normalised per channel, [C, f, h, w].</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Rays">Its cameras, see <see cref="Vision.PlueckerRays"/>, [6, F, h, w].</param>
public sealed record BaseSample(float[] Latents, string Caption, float[] Rays);
