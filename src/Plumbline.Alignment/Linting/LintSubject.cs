using Plumbline.Diffusion;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Diffusion.Text;
using Plumbline.Tensors;

namespace Plumbline.Alignment.Linting;

/// <summary>Everything that must fit together before a preference is trained.</summary>
public sealed record LintSubject
{
    /// <summary>The denoiser.</summary>
    public required IDenoiser Denoiser { get; init; }

    /// <summary>Reads prompts.</summary>
    public required ITextEncoder Text { get; init; }

    /// <summary>Decodes what the denoiser makes.</summary>
    public required VideoAutoencoder Autoencoder { get; init; }

    /// <summary>The steps that the sampler takes.</summary>
    public required SamplingPlan Plan { get; init; }

    /// <summary>Latents that are to be trained on, as the sampler left them, float32[B, C, f, h, w].</summary>
    public required Tensor Latents { get; init; }

    /// <summary>
    /// The loss of training on clean latents [B, C, f, h, w] through a denoiser that stands in for the subject's.
    /// </summary>
    public required Func<IDenoiser, Tensor, Generator, Tensor> Loss { get; init; }

    /// <summary>The adapter that is to be trained; absent where there is none.</summary>
    public AdapterSubject? Adapter { get; init; }

    /// <summary>Names the noise of all checks.</summary>
    public ulong Seed { get; init; } = 1;
}
