namespace Plumbline.Tensors;

/// <summary>What becomes of the axes that a reduction runs over.</summary>
public enum ReducedAxes
{
    /// <summary>They vanish from the shape.</summary>
    Dropped,

    /// <summary>They stay with extent 1, so that the result broadcasts against the input.</summary>
    Kept,
}
