namespace Plumbline.Tensors.Native;

/// <summary>A sum over processes that was begun; it must be awaited until it is done or fails.</summary>
internal sealed class NativeSum(nint work)
{
    /// <summary>Waits for the sum.</summary>
    /// <param name="time">So long at most.</param>
    /// <returns>Whether it is done.</returns>
    /// <exception cref="TorchException">It failed.</exception>
    public bool IsDone(TimeSpan time)
    {
        NativeCall.Check(
            TorchNative.AwaitSum(work, (int)time.TotalMilliseconds, out var isDone), "sum over processes", []);
        return isDone != 0;
    }
}
