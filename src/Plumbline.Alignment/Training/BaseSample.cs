namespace Plumbline.Alignment.Training;

/// <summary>One clip for the base model to learn from.</summary>
/// <param name="Clip">RGB bytes, [F, H, W, 3].</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Rays">Its cameras, see <see cref="Vision.PlueckerRays"/>, [6, F, h, w].</param>
public sealed record BaseSample(byte[] Clip, string Caption, float[] Rays);
