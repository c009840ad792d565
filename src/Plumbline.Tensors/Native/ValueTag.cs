namespace Plumbline.Tensors.Native;

/// <summary>What a value of the C ABI holds; the numbers are those of plumbline_torch.cpp.</summary>
internal enum ValueTag
{
    None = 0,
    Tensor = 1,
    Integer = 2,
    Number = 3,
    Flag = 4,
    Text = 5,
    Integers = 6,
    Numbers = 7,
    Tensors = 8,
    Device = 9,
    Generator = 10,
    Default = 11,
}
