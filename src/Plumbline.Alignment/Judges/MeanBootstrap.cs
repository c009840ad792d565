using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Judges;

/// <summary>95 % percentile interval of a score that is made from a mean of values.</summary>
internal static class MeanBootstrap
{
    private const int Replicates = 1000;
    private const int Seed = 42;

    /// <summary>Nothing is claimed: the score lies on its scale.</summary>
    public static Interval WholeScale { get; } = new(0, 100);

    /// <param name="values">Values of frames or pairs of frames, at least one.</param>
    /// <param name="toPoints">From their mean to the score.</param>
    public static Interval Of(IReadOnlyList<double> values, Func<double, double> toPoints)
    {
        var random = new Random(Seed);
        var scores = new double[Replicates];
        for (var r = 0; r < Replicates; r++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Count; i++)
                sum += values[random.Next(values.Count)];
            scores[r] = toPoints(sum / values.Count);
        }

        return PercentileInterval.Of(scores);
    }
}
