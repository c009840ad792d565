namespace Plumbline.Tensors;

/// <summary>What becomes of the losses of single elements; the values are libtorch's own.</summary>
public enum LossReduction
{
    /// <summary>They stay as they are.</summary>
    None = 0,

    /// <summary>Their mean.</summary>
    Mean = 1,

    /// <summary>Their sum.</summary>
    Sum = 2,
}
