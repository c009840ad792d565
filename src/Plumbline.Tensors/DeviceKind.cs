namespace Plumbline.Tensors;

/// <summary>Kind of a device; the values are libtorch's own (<c>c10::DeviceType</c>).</summary>
public enum DeviceKind
{
    /// <summary>The processor.</summary>
    Cpu = 0,

    /// <summary>An NVIDIA accelerator, or an AMD one under a ROCm build of libtorch.</summary>
    Cuda = 1,
}
