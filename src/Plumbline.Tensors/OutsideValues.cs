namespace Plumbline.Tensors;

/// <summary>What sampling finds beyond the picture; the values are libtorch's own.</summary>
public enum OutsideValues
{
    /// <summary>Zeros.</summary>
    Zeros = 0,

    /// <summary>The nearest pixel of the border.</summary>
    Border = 1,

    /// <summary>The mirror image.</summary>
    Reflection = 2,
}
