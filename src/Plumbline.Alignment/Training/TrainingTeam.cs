using Plumbline.Tensors.Distributed;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Training;

/// <summary>The processes that take every step together, or one process alone.</summary>
/// <param name="group">The processes; one alone when absent.</param>
internal sealed class TrainingTeam(ProcessGroup? group)
{
    /// <summary>Number of this process, from 0.</summary>
    public int Rank => group?.Rank ?? 0;

    /// <summary>How many processes there are.</summary>
    public int Size => group?.WorldSize ?? 1;

    /// <summary>Whether this process keeps the folder of the run.</summary>
    public bool IsLead => Rank == 0;

    /// <summary>Waits until every process has come here.</summary>
    public void Meet() => group?.Meet();

    /// <summary>Adds numbers up over all processes, in place.</summary>
    public void Sum(double[] numbers) => group?.Sum(numbers);

    /// <summary>Replaces every gradient by its sum over all processes.</summary>
    public void SumGradients(IReadOnlyList<NamedParameter> weights)
    {
        if (group is not null)
            GradientExchange.Sum(weights, group);
    }

    /// <summary>Ends the run everywhere before the same step.</summary>
    /// <param name="asked">Why this process would end now; absent when it would go on.</param>
    /// <returns>Why all end; absent when all go on.</returns>
    public TrainingEnd? Agree(TrainingEnd? asked)
    {
        if (group is null)
            return asked;
        TrainingEnd[] ends = [TrainingEnd.Stopped, TrainingEnd.Converged, TrainingEnd.TimeSpent];
        double[] votes = [.. ends.Select(end => asked == end ? 1.0 : 0)];
        group.Sum(votes);
        var first = Array.FindIndex(votes, vote => vote > 0);
        return first < 0 ? null : ends[first];
    }

    /// <summary>Refuses processes that do not begin alike.</summary>
    /// <param name="fingerprint">Bytes that follow from what they begin with.</param>
    /// <exception cref="InvalidDataException">They are not the same everywhere.</exception>
    public void RequireSame(byte[] fingerprint)
    {
        double[] own = [.. fingerprint.Select(value => (double)value)];
        // The sum of the squares is Size times a square only where all are the same.
        double[] sums = [.. own, .. own.Select(value => value * value)];
        Sum(sums);
        if (own.Where((value, i) => sums[i] != Size * value || sums[own.Length + i] != Size * value * value).Any())
            throw new InvalidDataException(
                $"Train with {Size} processes: expected all to begin with the same recipe and weights, but they "
                + "differ. Give every rank the same command line, the same build and the same folder.");
    }
}
