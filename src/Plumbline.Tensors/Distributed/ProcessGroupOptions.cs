namespace Plumbline.Tensors.Distributed;

/// <summary>How processes meet, and how long they wait for each other.</summary>
public sealed record ProcessGroupOptions
{
    /// <summary>Where the tensors live that are added up: Gloo serves the CPU, NCCL GPUs; default the CPU.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Time in which every process must have come, above 0; default 2 minutes.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Silence after which a process counts as lost, above 0; default 30 seconds. One whose machine still answers is
    /// missed at once.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Time that one sum may take, above 0; default a day. It is no sign of life: processes wait here for the slowest.
    /// </summary>
    public TimeSpan SumTimeout { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The network interface to use, such as <c>eth0</c>; libtorch's choice when absent.</summary>
    public string? NetworkInterface { get; init; }

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is not above 0, or beyond 20 days.</exception>
    public void Validate()
    {
        foreach (var (name, time) in new[]
        {
            (nameof(JoinTimeout), JoinTimeout), (nameof(SilenceLimit), SilenceLimit), (nameof(SumTimeout), SumTimeout),
        })
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(20), name);
        }
    }
}
