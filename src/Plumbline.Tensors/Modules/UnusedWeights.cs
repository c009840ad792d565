namespace Plumbline.Tensors.Modules;

/// <summary>What to make of weights that a checkpoint holds and the network does not ask for.</summary>
public enum UnusedWeights
{
    /// <summary>They are a mistake: probably the wrong checkpoint.</summary>
    Refused,

    /// <summary>They are fine: the network is a part of what the checkpoint holds.</summary>
    Ignored,
}
