namespace Plumbline.Tensors.Distributed;

/// <summary>Who keeps the store where processes find each other.</summary>
public enum StoreHost
{
    /// <summary>The process of rank 0.</summary>
    FirstRank,

    /// <summary>What started the processes, as torchrun does.</summary>
    Launcher,
}
