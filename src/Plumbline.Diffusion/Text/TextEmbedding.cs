using Plumbline.Tensors;

namespace Plumbline.Diffusion.Text;

/// <summary>Prompts as a denoiser reads them.</summary>
/// <param name="Values">One vector per token, [B, L, D].</param>
/// <param name="Mask">Which tokens count, bool[B, L]; at least one of each prompt does.</param>
public sealed record TextEmbedding(Tensor Values, Tensor Mask);
