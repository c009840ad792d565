using Plumbline.Tensors.Native;

namespace Plumbline.Tensors;

/// <summary>How many threads libtorch uses inside one operator, process-wide.</summary>
public static class EngineThreads
{
    /// <summary>The number of threads.</summary>
    /// <exception cref="TorchException">libtorch could not be loaded.</exception>
    public static int Count
    {
        get
        {
            TorchLibrary.Require();
            return TorchNative.Threads(0);
        }
    }

    /// <summary>Changes the number of threads.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>How many there are now.</returns>
    /// <exception cref="TorchException">libtorch could not be loaded.</exception>
    public static int Use(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        TorchLibrary.Require();
        return TorchNative.Threads(count);
    }
}
