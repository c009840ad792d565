using Plumbline.Tensors;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>Golden numbers as tensors, and back.</summary>
internal static class GoldenTensors
{
    public static Tensor ToTensor(this GoldenTensor golden, DType dtype = DType.Float32) =>
        Tensor.From<double>(golden.Values, Shape.Of(golden.Shape), Device.Cpu).To(dtype);

    public static GoldenTensor ToGolden(this Tensor tensor) =>
        GoldenTensor.Of(tensor.To(DType.Float64).ToArray<double>(), [.. tensor.Shape]);
}
