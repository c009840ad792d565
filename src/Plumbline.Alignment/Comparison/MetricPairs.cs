using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Comparison;

/// <summary>The values of one measurement, pair by pair and prompt by prompt.</summary>
/// <param name="Part">Name, unit and direction.</param>
/// <param name="Prompts">The pairs of each prompt; a value that could not be measured is absent.</param>
internal sealed record MetricPairs(
    Part Part, IReadOnlyList<(string Name, IReadOnlyList<(double? Base, double? Aligned)> Pairs)> Prompts)
{
    // A change of these in per cent of themselves would be read as points, or depends on an arbitrary zero.
    private static readonly string[] UnitsOfDifferences = ["%", "points", "dB"];

    /// <summary>Prompts with pairs in which both sides were measured.</summary>
    public IReadOnlyList<PairedCluster> Clusters { get; } =
    [
        .. Prompts.Select(prompt => (prompt.Name, Pairs: Both(prompt.Pairs)))
            .Where(prompt => prompt.Pairs.Length > 0)
            .Select(prompt => new PairedCluster(prompt.Name, prompt.Pairs)),
    ];

    /// <summary>Compares the two sides; the corrected p-value is still the plain one.</summary>
    public MetricComparison Compare(BootstrapOptions options)
    {
        var pairs = Clusters.Sum(cluster => cluster.Pairs.Count);
        var all = Prompts.SelectMany(prompt => prompt.Pairs).ToArray();
        var comparison = new MetricComparison
        {
            Name = Part.Name,
            Unit = Part.Unit,
            Direction = Part.Direction,
            Prompts = Clusters.Count,
            Pairs = pairs,
            BaseMissing = all.Count(pair => pair.Base is null),
            AlignedMissing = all.Count(pair => pair.Aligned is null),
            WinRate = Part.Direction == Direction.Descriptive ? null : WinRate.Of([.. Prompts.Select(Outcomes)]),
        };
        if (pairs == 0)
            return comparison;
        var (one, other) =
            (Clusters.Sum(cluster => cluster.BaseSum) / pairs, Clusters.Sum(cluster => cluster.AlignedSum) / pairs);
        var hasPercent = !UnitsOfDifferences.Contains(Part.Unit) && one != 0
            && Clusters.All(cluster => Math.Sign(cluster.BaseSum) != -Math.Sign(one));
        var p = SignFlipTest.PValue(Clusters, options.Seed);
        return comparison with
        {
            Base = one,
            Aligned = other,
            Difference = other - one,
            DifferenceInterval = PairedBootstrap.OfDifference(Clusters, options),
            Percent = hasPercent ? 100 * (other / one - 1) : null,
            PercentInterval = hasPercent ? PairedBootstrap.OfPercentChange(Clusters, options) : null,
            P = p,
            AdjustedP = p,
        };
    }

    private static (double Base, double Aligned)[] Both(IReadOnlyList<(double? Base, double? Aligned)> pairs) =>
        [.. pairs.Where(pair => pair is { Base: not null, Aligned: not null }).Select(
            pair => (pair.Base!.Value, pair.Aligned!.Value))];

    // A clip that could not be measured loses; otherwise a model could win by making what nobody can measure.
    private IReadOnlyList<int> Outcomes((string Name, IReadOnlyList<(double? Base, double? Aligned)> Pairs) prompt) =>
        [.. prompt.Pairs.Select(pair => pair switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            var (one, other) =>
                Math.Sign(other.Value - one.Value) * (Part.Direction == Direction.HigherIsBetter ? 1 : -1),
        })];
}
