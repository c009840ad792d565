namespace Plumbline.Tensors.Modules;

/// <summary>What a norm learns.</summary>
public enum AffineUse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A scale.</summary>
    Scale,

    /// <summary>A scale and a shift.</summary>
    ScaleAndShift,
}
