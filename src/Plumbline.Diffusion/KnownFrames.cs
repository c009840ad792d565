using Plumbline.Tensors;

namespace Plumbline.Diffusion;

/// <summary>Latents of which some frames are given and the others are to be found.</summary>
/// <param name="Latents">Clean latents; what stands in unknown frames does not matter, [B, C, f, h, w].</param>
/// <param name="Mask">1 in known frames, 0 in unknown ones, float[B, 1, f, 1, 1].</param>
public sealed record KnownFrames(Tensor Latents, Tensor Mask)
{
    /// <summary>Gives the first frame of some samples of a batch.</summary>
    /// <param name="latents">Clean latents, [B, C, f, h, w].</param>
    /// <param name="isGiven">For each sample whether its first frame is given, B values.</param>
    /// <returns>The known frames; tensors belong to the caller's scope.</returns>
    /// <exception cref="ArgumentException">There are not as many values as samples.</exception>
    public static KnownFrames First(Tensor latents, IReadOnlyList<bool> isGiven)
    {
        var shape = Shape.Require(latents, "B,C,f,h,w");
        ArgumentNullException.ThrowIfNull(isGiven);
        if (isGiven.Count != shape[0])
            throw new ArgumentException(
                $"Known frames: expected {shape[0]} values, got {isGiven.Count}.", nameof(isGiven));
        float[] mask = [.. isGiven.SelectMany(
            given => Enumerable.Range(0, (int)shape[2]).Select(frame => given && frame == 0 ? 1f : 0f))];
        return new(latents, Tensor.From<float>(mask, [shape[0], 1, shape[2], 1, 1], latents.Device));
    }
}
