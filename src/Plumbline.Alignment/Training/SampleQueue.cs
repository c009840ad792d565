using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Plumbline.Alignment.Training;

/// <summary>Makes samples ahead of their use on a thread of its own, in the order of their numbers.</summary>
/// <typeparam name="TSample">What one sample is.</typeparam>
internal sealed class SampleQueue<TSample> : IDisposable
{
    private readonly BlockingCollection<(TSample? Sample, ExceptionDispatchInfo? Failure)> _ready;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly Func<long, CancellationToken, TSample> _make;

    /// <summary>Starts making samples.</summary>
    /// <param name="first">Number of the first sample.</param>
    /// <param name="ahead">How many finished samples may wait.</param>
    /// <param name="make">Makes one sample from its number.</param>
    /// <param name="end">The number at which to stop; none when absent.</param>
    public SampleQueue(long first, int ahead, Func<long, CancellationToken, TSample> make, long end = long.MaxValue)
    {
        _make = make;
        _ready = new(ahead);
        _thread = new(() => Fill(first, end)) { IsBackground = true, Name = "training samples" };
        _thread.Start();
    }

    /// <summary>The next samples in order; waits until they are there.</summary>
    /// <param name="count">How many.</param>
    /// <param name="token">Stops the waiting.</param>
    /// <returns>The samples. What went wrong while making one is thrown here.</returns>
    public TSample[] Take(int count, CancellationToken token)
    {
        var samples = new TSample[count];
        for (var i = 0; i < count; i++)
        {
            var (sample, failure) = _ready.Take(token);
            failure?.Throw();
            samples[i] = sample!;
        }

        return samples;
    }

    /// <summary>Stops the thread and waits for it; doing so twice is harmless.</summary>
    public void Dispose()
    {
        if (_stop.IsCancellationRequested)
            return;
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
        _ready.Dispose();
    }

    private void Fill(long first, long end)
    {
        try
        {
            for (var index = first; index < end; index++)
                _ready.Add((_make(index, _stop.Token), null), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The queue was disposed.
        }
#pragma warning disable CA1031 // Whatever it is, the thread that asks for samples is the one to see it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _ready.TryAdd((default, ExceptionDispatchInfo.Capture(exception)), Timeout.Infinite);
        }
    }
}
