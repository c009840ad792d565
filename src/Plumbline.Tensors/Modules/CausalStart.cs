namespace Plumbline.Tensors.Modules;

/// <summary>What a causal convolution sees before the first frame.</summary>
public enum CausalStart
{
    /// <summary>Black: zeros, as the Wan autoencoder does.</summary>
    Zeros,

    /// <summary>The first frame, as often as needed, as the CogVideoX autoencoder does.</summary>
    FirstFrame,
}
