namespace Plumbline.Alignment.Training;

/// <summary>Which forward passes of every step, and so which samples, belong to one of several processes.</summary>
/// <remarks>
/// The parts of a step go round: rank r of N takes r, r + N, r + 2N and so on. A sample, and the random numbers of its
/// part, follow from their place in the step alone; how many processes there are changes only the order in which
/// gradients are added up.
/// </remarks>
internal readonly record struct StepShare
{
    private readonly int _rank;
    private readonly int _size;
    private readonly TrainingOptions _options;

    /// <summary>Chooses the share.</summary>
    /// <param name="team">The processes.</param>
    /// <param name="options">How a step is made up.</param>
    /// <exception cref="InvalidDataException">A step has fewer parts than there are processes.</exception>
    public StepShare(TrainingTeam team, TrainingOptions options)
        : this(team.Rank, team.Size, options)
    {
    }

    internal StepShare(int rank, int size, TrainingOptions options)
    {
        if (size > options.Accumulation)
            throw new InvalidDataException(
                $"Train with {size} processes: expected a recipe with an accumulation of at least {size}, a forward "
                + $"pass of each step for every process, got {options.Accumulation}. Give --accumulation {size}.");
        (_rank, _size, _options) = (rank, size, options);
    }

    /// <summary>Numbers of the forward passes of each step, from 0.</summary>
    public IEnumerable<int> Parts
    {
        get
        {
            for (var part = _rank; part < _options.Accumulation; part += _size)
                yield return part;
        }
    }

    private long SamplesPerStep => (_options.Accumulation - _rank + _size - 1) / _size * (long)_options.BatchSize;

    /// <summary>How many samples of this share come before a step.</summary>
    public long SamplesBefore(long step) => step * SamplesPerStep;

    /// <summary>The number of a sample in the run.</summary>
    /// <param name="position">Its number in this share, from 0.</param>
    public long SampleIndex(long position)
    {
        var (step, within) = Math.DivRem(position, SamplesPerStep);
        var (round, sample) = Math.DivRem(within, _options.BatchSize);
        return step * _options.SamplesPerStep + (_rank + round * _size) * _options.BatchSize + sample;
    }
}
