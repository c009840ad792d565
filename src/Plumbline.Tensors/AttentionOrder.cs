namespace Plumbline.Tensors;

/// <summary>Which keys a query may look at.</summary>
public enum AttentionOrder
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>Those at or before its own place.</summary>
    Causal,
}
