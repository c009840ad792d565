using Plumbline.Tensors.Distributed;

namespace Plumbline.Alignment.Training;

/// <summary>One sitting of a run: everything around it that does not decide what the network becomes.</summary>
/// <param name="Clock">Tells the time.</param>
public sealed record TrainingSitting(TimeProvider Clock)
{
    /// <summary>Time allowed; none when absent.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Told every few steps, on the process that keeps the records.</summary>
    public IProgress<TrainingStep>? Progress { get; init; }

    /// <summary>Told how many worlds are encoded, before the first step of a base model.</summary>
    public IProgress<int>? Encoding { get; init; }

    /// <summary>The processes that train together and see the same folder; this one alone when absent.</summary>
    public ProcessGroup? Processes { get; init; }

    internal TrainingTeam Team => new(Processes);
}
