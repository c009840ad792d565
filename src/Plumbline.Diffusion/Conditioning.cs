using Plumbline.Diffusion.Text;
using Plumbline.Tensors;

namespace Plumbline.Diffusion;

/// <summary>What a denoiser is told besides the noised latents.</summary>
public sealed record Conditioning
{
    /// <summary>The prompts.</summary>
    public required TextEmbedding Text { get; init; }

    /// <summary>Latent frames that are given, such as the first one; none when absent.</summary>
    public KnownFrames? Known { get; init; }

    /// <summary>
    /// Plücker rays (o × d, d) of every frame at the latents' resolution, float[B, 6, F, h, w] with F = 1 + 4 (f − 1);
    /// all zeros for a sample without; none when absent.
    /// </summary>
    public Tensor? Rays { get; init; }

    /// <summary>
    /// Where each latent frame stands in time, rising from 0, for a clip of which frames were left out; rays are then
    /// those of the frames that are there. 0, 1, 2 and so on when absent.
    /// </summary>
    public IReadOnlyList<int>? Frames { get; init; }
}
