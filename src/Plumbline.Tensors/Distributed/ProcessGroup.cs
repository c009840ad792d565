using Plumbline.Tensors.Native;

namespace Plumbline.Tensors.Distributed;

/// <summary>Several processes that add tensors up together, through libtorch's own c10d.</summary>
/// <remarks>
/// Every process must ask for the same sums in the same order. A process that dies ends the work of all others with an
/// <see cref="IOException"/> that names its rank: at once where its machine closes its connections, after
/// <see cref="ProcessGroupOptions.SilenceLimit"/> otherwise. Call <see cref="Leave"/> when the work is done; a process
/// that is disposed before counts as lost.
/// </remarks>
public sealed class ProcessGroup : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly ProcessPlace _place;
    private readonly ProcessGroupOptions _options;
    private readonly NativeGroup _group;
    private RollCall? _rollCall;

    private ProcessGroup(ProcessPlace place, ProcessGroupOptions options, NativeGroup group) =>
        (_place, _options, _group) = (place, options, group);

    /// <summary>Number of this process, from 0.</summary>
    public int Rank => _place.Rank;

    /// <summary>How many processes there are.</summary>
    public int WorldSize => _place.WorldSize;

    /// <summary>Meets the other processes.</summary>
    /// <param name="place">Which one this is, and where they meet.</param>
    /// <param name="options">Times and network; all default when absent.</param>
    /// <returns>The group.</returns>
    /// <exception cref="IOException">Not all of them came in time.</exception>
    /// <exception cref="TorchException">libtorch could not be loaded.</exception>
    public static ProcessGroup Join(ProcessPlace place, ProcessGroupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(place);
        options ??= new();
        options.Validate();
        TorchLibrary.Require();
        try
        {
            var group = new ProcessGroup(place, options, NativeGroup.Join(place, options));
            try
            {
                group._rollCall = RollCall.Open(place, options, group.Sum);
                return group;
            }
            catch
            {
                group.Dispose();
                throw;
            }
        }
        catch (TorchException exception)
        {
            throw new IOException(
                $"Join {place.WorldSize} processes at {place.MasterAddress}:{place.MasterPort} as rank {place.Rank}: "
                + $"expected all of them within {options.JoinTimeout.TotalSeconds:0.#} s, got: "
                + $"{exception.TorchText} Start every rank with the same MASTER_ADDR, MASTER_PORT and WORLD_SIZE.",
                exception);
        }
    }

    /// <summary>Adds a tensor up over all processes, in place.</summary>
    /// <param name="tensor">This process's addend, contiguous, of the same shape and type everywhere.</param>
    /// <exception cref="IOException">A process was lost; the message names its rank.</exception>
    public void Sum(Tensor tensor) => Finish(Begin(tensor));

    /// <summary>Adds numbers up over all processes, in place.</summary>
    /// <param name="numbers">This process's addends, as many everywhere.</param>
    /// <exception cref="IOException">A process was lost; the message names its rank.</exception>
    public void Sum(double[] numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        using var scope = new TensorScope();
        var packed = Tensor.From<double>(numbers, [numbers.Length], _options.Device);
        Sum(packed);
        packed.CopyTo<double>(numbers);
    }

    /// <summary>Waits until every process has come here.</summary>
    /// <exception cref="IOException">A process was lost; the message names its rank.</exception>
    public void Meet() => Sum([1.0]);

    /// <summary>Says goodbye, so that the others do not take the end of this process for a loss.</summary>
    /// <exception cref="IOException">A process was lost before it came here; the message names its rank.</exception>
    public void Leave()
    {
        Meet();
        _rollCall?.SayGoodbye();
    }

    /// <summary>Lets go of the group; doing so twice is harmless.</summary>
    public void Dispose()
    {
        _rollCall?.Dispose();
        _group.Dispose();
    }

    internal NativeSum Begin(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ObjectDisposedException.ThrowIf(_group.IsClosed || _group.IsInvalid, this);
        return _group.Begin(tensor);
    }

    internal void Finish(NativeSum sum)
    {
        try
        {
            while (!sum.IsDone(Slice))
            {
                if (_rollCall?.Loss is { } loss)
                    throw Broken(loss);
            }
        }
        catch (TorchException exception)
        {
            // Gloo notices a closed connection but not whose; whoever has gone misses the roll call.
            throw Broken(_rollCall?.WaitForLoss(_options.SilenceLimit), exception);
        }
    }

    private IOException Broken(LostProcess? loss, TorchException? cause = null)
    {
        _group.Abandon();
        return loss is null
            ? new(
                $"Work of {WorldSize} processes: expected a sum over all of them, got: "
                + $"{cause!.TorchText} Start all of them again.", cause)
            : new(
                $"Work of {WorldSize} processes: expected all of them, lost rank {loss.Rank}: {loss.Manner}. "
                + $"Look at what rank {loss.Rank} wrote last, then start all of them again.", cause);
    }
}
