namespace Plumbline.Tensors;

/// <summary>Which way values are ordered.</summary>
public enum SortOrder
{
    /// <summary>Smallest first.</summary>
    Ascending,

    /// <summary>Largest first.</summary>
    Descending,
}
