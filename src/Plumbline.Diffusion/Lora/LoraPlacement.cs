namespace Plumbline.Diffusion.Lora;

/// <summary>Which layers of a denoiser get a low-rank adapter.</summary>
/// <remarks>
/// There is no choice of temporal layers alone: where one attention joins time and space, as in the miniature,
/// CogVideoX and Wan, no layer is temporal. <see cref="LoraConfig.Targets"/> can name any layers of another network.
/// </remarks>
public enum LoraPlacement
{
    /// <summary>Queries, keys, values and outputs of every attention.</summary>
    Attention,

    /// <summary>Those of attention among the tokens, where pictures meet each other.</summary>
    SelfAttention,

    /// <summary>Those of attention to the words.</summary>
    CrossAttention,

    /// <summary>Every attention, and the pairs of layers after them.</summary>
    AttentionAndMlp,
}
