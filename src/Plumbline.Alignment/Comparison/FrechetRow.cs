using Plumbline.Alignment.Evaluation;
using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Comparison;

/// <summary>The Fréchet distance of both sides from rendered worlds: one number of a whole set of clips.</summary>
/// <remarks>
/// As <see cref="FrechetDistance"/>; both sides have the same number of clips and the same rendered ones, so that the
/// bias of few clips is nearly the same for both. The interval draws prompts; drawn twice, a prompt's clips lie on one
/// another, so the distances of draws are too large on both sides and only their ratio is used. The p-value exchanges
/// prompts.
/// </remarks>
internal static class FrechetRow
{
    public const string Name = "frechetDistance";
    private const int Draws = 200;
    private const int Exchanges = 199;

    /// <summary>Compares both sides.</summary>
    /// <param name="prompts">Features of the base's and the adapter's clips, prompt by prompt, in pairs.</param>
    /// <param name="rendered">Features of rendered worlds, at least as many as pairs.</param>
    /// <param name="options">Seed and confidence.</param>
    /// <param name="token">Stops between draws.</param>
    /// <returns>The row; absent for fewer than two prompts or 16 pairs.</returns>
    public static MetricComparison? Of(
        IReadOnlyList<IReadOnlyList<(double[] Base, double[] Aligned)>> prompts, IReadOnlyList<double[]> rendered,
        BootstrapOptions options, CancellationToken token)
    {
        var pairs = prompts.Sum(prompt => prompt.Count);
        if (prompts.Count < 2 || pairs < ComparisonRun.FewestForDistance)
            return null;
        if (rendered.Count < pairs)
            throw new ArgumentException(
                $"Fréchet distance: expected at least {pairs} rendered worlds, one for each pair, "
                + $"got {rendered.Count}.", nameof(rendered));
        double[][] reference = [.. rendered.Take(pairs)];
        double Distance(IEnumerable<double[]> features)
        {
            token.ThrowIfCancellationRequested();
            return FrechetDistance.Between([.. features], reference);
        }

        var one = Distance(prompts.SelectMany(prompt => prompt).Select(pair => pair.Base));
        var other = Distance(prompts.SelectMany(prompt => prompt).Select(pair => pair.Aligned));

        // 1. Prompts drawn with replacement.
        var random = new Random(options.Seed);
        var changes = new double[Draws];
        for (var r = 0; r < Draws; r++)
        {
            var drawn = Enumerable.Range(0, prompts.Count).Select(_ => prompts[random.Next(prompts.Count)])
                .SelectMany(prompt => prompt).ToArray();
            changes[r] =
                100 * (Distance(drawn.Select(pair => pair.Aligned)) / Distance(drawn.Select(pair => pair.Base)) - 1);
        }

        // 2. The two sides exchanged, prompt by prompt.
        var asFar = 0;
        for (var r = 0; r < Exchanges; r++)
        {
            var sides = prompts.Select(prompt => (prompt, IsExchanged: random.Next(2) == 1)).ToArray();
            var left = Distance(
                sides.SelectMany(side => side.prompt.Select(pair => side.IsExchanged ? pair.Aligned : pair.Base)));
            var right = Distance(
                sides.SelectMany(side => side.prompt.Select(pair => side.IsExchanged ? pair.Base : pair.Aligned)));
            asFar += Math.Abs(right - left) >= Math.Abs(other - one) * (1 - 1e-9) ? 1 : 0;
        }

        var interval = PercentileInterval.Of(changes);
        var p = (asFar + 1.0) / (Exchanges + 1);
        return new()
        {
            Name = Name,
            Unit = "1",
            Direction = Direction.LowerIsBetter,
            Prompts = prompts.Count,
            Pairs = pairs,
            BaseMissing = 0,
            AlignedMissing = 0,
            Base = one,
            Aligned = other,
            Difference = other - one,
            Percent = one > 0 ? 100 * (other / one - 1) : null,
            PercentInterval = one > 0 && changes.Min() < changes.Max() ? interval : null,
            P = p,
            AdjustedP = p,
        };
    }
}
