namespace Plumbline.Tensors.Modules;

/// <summary>How queries and keys are normalised before they are compared.</summary>
public enum HeadNorm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each head by <see cref="LayerNorm"/>, as CogVideoX does.</summary>
    LayerNormPerHead,

    /// <summary>All heads together by <see cref="RmsNorm"/>, as Wan does.</summary>
    RmsNormAcrossHeads,
}
