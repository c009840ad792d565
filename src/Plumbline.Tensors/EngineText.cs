namespace Plumbline.Tensors;

/// <summary>Reads single facts out of libtorch's description of itself.</summary>
internal static class EngineText
{
    /// <summary>The release that is running.</summary>
    /// <returns>Such as <c>1.13.1</c>; absent when the description does not say.</returns>
    public static string? TorchVersion(string description) => After(description, "TORCH_VERSION=", ',');

    /// <summary>The instruction set that libtorch's own kernels chose.</summary>
    /// <returns>Such as <c>AVX2</c>; absent when the description does not say.</returns>
    public static string? CpuCapability(string description) => After(description, "CPU capability usage: ", '\n');

    private static string? After(string description, string marker, char end)
    {
        var start = description.IndexOf(marker, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += marker.Length;
        var stop = description.IndexOf(end, start);
        return description[start..(stop < 0 ? description.Length : stop)].Trim();
    }
}
