namespace Plumbline.Tensors.Modules;

/// <summary>A weight and its path in the network.</summary>
/// <param name="Name">Path as in a checkpoint, such as <c>blocks.3.attn.to_q.weight</c>.</param>
/// <param name="Value">The weight; its module owns it.</param>
public readonly record struct NamedParameter(string Name, Tensor Value);
