namespace Plumbline.Tensors.Modules;

/// <summary>Whether a layer adds a learned shift.</summary>
public enum BiasUse
{
    /// <summary>It does.</summary>
    Learned,

    /// <summary>It does not.</summary>
    None,
}
