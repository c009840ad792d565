using Plumbline.Diffusion;
using Plumbline.Tensors;

namespace Plumbline.Alignment.Pairs;

/// <summary>What candidates are made with: a base, with or without an adapter.</summary>
/// <param name="Generator">Makes and decodes clips; the caller owns its parts.</param>
/// <param name="Autoencoder">Its autoencoder, which says how large latents are.</param>
/// <param name="Identity">Names the content of everything that latents depend on: model, autoencoder, adapter, precision.</param>
/// <param name="AutoencoderIdentity">Names the content of what decoding depends on.</param>
/// <param name="Device">Where the parts live.</param>
public sealed record CandidateModel(
    VideoGenerator Generator, VideoAutoencoder Autoencoder, string Identity, string AutoencoderIdentity, Device Device);
