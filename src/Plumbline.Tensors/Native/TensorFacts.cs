namespace Plumbline.Tensors.Native;

/// <summary>What libtorch says of one tensor.</summary>
internal readonly record struct TensorFacts(
    DType DType, Device Device, bool RequiresGradient, bool IsLeaf, Shape Shape);
