namespace Plumbline.Tensors.Autograd;

/// <summary>What becomes of the record of the forward pass after a backward pass.</summary>
public enum GraphUse
{
    /// <summary>It is freed: one backward pass, least memory.</summary>
    Free,

    /// <summary>It stays for another backward pass.</summary>
    Keep,

    /// <summary>It stays, and the backward pass is recorded too, for gradients of gradients.</summary>
    KeepAndExtend,
}
