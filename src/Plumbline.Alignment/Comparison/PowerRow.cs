using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Comparison;

/// <summary>How large a comparison must be to see a change of one measurement.</summary>
public sealed record PowerRow
{
    // Beyond this many clips a simulation takes longer than it is worth.
    private const int MostSimulated = 20_000;

    private static readonly int[] PlannedSeeds = [1, 2, 4, 8];

    /// <summary>Name of the measurement.</summary>
    public required string Name { get; init; }

    /// <summary>The change that is to be seen, in the unit of the measurement.</summary>
    public required double Effect { get; init; }

    /// <summary>
    /// Prompts that see it in four of five comparisons, for 1, 2, 4 and 8 seeds each; a number that the pilot cannot
    /// tell is not there.
    /// </summary>
    public required IReadOnlyDictionary<int, int> PromptsBySeeds { get; init; }

    /// <summary>Seeds per prompt of the pilot, rounded.</summary>
    public required int PilotSeeds { get; init; }

    /// <summary>
    /// The smallest change, in per cent of the base, that a comparison as large as the pilot sees in four of five
    /// cases.
    /// </summary>
    public double? SmallestPercent { get; init; }

    /// <summary>
    /// Share of simulated comparisons, drawn from the pilot itself, that see the change with the prompts planned for
    /// the pilot's seeds; about 0.8 where the formula holds. Absent for plans above 20,000 clips.
    /// </summary>
    public double? SimulatedPower { get; init; }

    /// <summary>Plans for a change.</summary>
    /// <param name="metric">The measurement in the pilot.</param>
    /// <param name="percent">The change in per cent of the base's mean, not 0.</param>
    /// <param name="seed">Names the draws of the simulation.</param>
    /// <returns>The row; absent for fewer than two prompts or a base of zero.</returns>
    internal static PowerRow? Of(MetricPairs metric, double percent, int seed)
    {
        var clusters = metric.Clusters;
        if (VarianceComponents.Of(clusters) is not { } pilot || clusters.Sum(cluster => cluster.BaseSum) is var sum
            && sum == 0)
            return null;
        var pairs = clusters.Sum(cluster => cluster.Pairs.Count);
        var mean = sum / pairs;
        var seeds = Math.Max(1, (int)Math.Round((double)pairs / clusters.Count));
        var plan = new PowerPlan(pilot, percent / 100 * mean);
        var prompts = plan.Prompts(seeds);
        return new()
        {
            Name = metric.Part.Name,
            Effect = plan.Effect,
            PromptsBySeeds = PlannedSeeds.Select(count => (Seeds: count, Prompts: plan.Prompts(count)))
                .Where(entry => entry.Prompts is not null).ToDictionary(
                    entry => entry.Seeds, entry => entry.Prompts!.Value),
            PilotSeeds = seeds,
            SmallestPercent = 100 * plan.SmallestEffect(clusters.Count, seeds) / Math.Abs(mean),
            SimulatedPower = prompts is { } planned && (long)planned * seeds <= MostSimulated
                ? PowerSimulation.Run(clusters, plan.Effect, planned, seeds, seed, 1000)
                : null,
        };
    }
}
