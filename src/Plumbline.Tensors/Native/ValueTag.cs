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
    Flags = 8,
    Tensors = 9,
    Device = 10,
    Generator = 11,
    Default = 12,
}
