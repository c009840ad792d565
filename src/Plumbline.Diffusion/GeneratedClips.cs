using Plumbline.Tensors;

namespace Plumbline.Diffusion;

/// <summary>What a <see cref="VideoGenerator"/> made.</summary>
/// <param name="Latents">The sampler's own latents, float32[B, C, f, h, w].</param>
/// <param name="Frames">The latents decoded, RGB in [−1, 1], float32[B, 3, F, H, W].</param>
public sealed record GeneratedClips(Tensor Latents, Tensor Frames);
