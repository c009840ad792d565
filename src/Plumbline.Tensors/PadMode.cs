namespace Plumbline.Tensors;

/// <summary>What a border around a tensor holds.</summary>
public enum PadMode
{
    /// <summary>One value.</summary>
    Constant,

    /// <summary>The mirror image, the edge itself not repeated.</summary>
    Reflect,

    /// <summary>The edge, repeated.</summary>
    Replicate,

    /// <summary>The other end.</summary>
    Circular,
}
