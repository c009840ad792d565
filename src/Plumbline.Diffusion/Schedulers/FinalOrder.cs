namespace Plumbline.Diffusion.Schedulers;

/// <summary>What a multistep sampler does in its last steps.</summary>
public enum FinalOrder
{
    /// <summary>Lowers its order step by step down to 1: steadier with few steps.</summary>
    Lowered,

    /// <summary>Keeps its order, except in a step to no noise at all, which has order 1.</summary>
    Full,
}
