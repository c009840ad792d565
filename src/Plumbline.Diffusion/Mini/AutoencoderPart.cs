namespace Plumbline.Diffusion.Mini;

/// <summary>What of an autoencoder is trained.</summary>
public enum AutoencoderPart
{
    /// <summary>Encoder and decoder: the latents change.</summary>
    Whole,

    /// <summary>The decoder alone: the latents stay as they are, and so does all that was learnt on them.</summary>
    Decoder,
}
