using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Evaluation;

/// <summary>How far a base model's clips lie below the rendered clips of the same worlds, by the judge.</summary>
/// <param name="Worlds">Worlds that were judged.</param>
/// <param name="Clips">Clips of the model that were judged.</param>
/// <param name="Unscorable">Clips of the model without a score: in no mean below.</param>
/// <param name="UnscorableRendered">Rendered clips without a score: their worlds are in no mean below.</param>
/// <param name="RenderedMean">Mean score of the rendered clips; absent where none has one.</param>
/// <param name="BaseMean">Mean score of the model's clips; absent where none has one.</param>
/// <param name="Gap">Mean of rendered minus model over clips, in points; absent where there is none.</param>
/// <param name="GapInterval">95 % interval of the gap, worlds drawn with replacement; absent below two worlds.</param>
/// <param name="SeedDeviation">
/// Standard deviation of the scores of one world's clips, pooled over worlds with at least two; absent where none has.
/// </param>
public sealed record JudgeGap(
    int Worlds, int Clips, int Unscorable, int UnscorableRendered, double? RenderedMean, double? BaseMean, double? Gap,
    Interval? GapInterval, double? SeedDeviation)
{
    /// <summary>Sums up judged worlds.</summary>
    /// <param name="worlds">The rendered clip of each world and the model's clips of it.</param>
    /// <param name="seed">Names the draws of the interval.</param>
    /// <returns>The gap.</returns>
    public static JudgeGap Of(IReadOnlyList<(JudgedClip Rendered, IReadOnlyList<JudgedClip> Made)> worlds, int seed)
    {
        ArgumentNullException.ThrowIfNull(worlds);
        var scored = worlds.Where(world => world.Rendered.Score is not null)
            .Select(world => (Rendered: world.Rendered.Score!.Value, Made: Scores(world.Made)))
            .Where(world => world.Made.Length > 0).ToArray();
        double[][] gaps = [.. scored.Select(world => Array.ConvertAll(world.Made, made => world.Rendered - made))];
        var spreads = scored.Where(world => world.Made.Length > 1).ToArray();
        return new(
            worlds.Count, worlds.Sum(world => world.Made.Count),
            worlds.Sum(world => world.Made.Count(made => made.Score is null)),
            worlds.Count(world => world.Rendered.Score is null),
            scored.Length == 0 ? null : scored.Average(world => world.Rendered),
            scored.Length == 0 ? null : scored.SelectMany(world => world.Made).Average(),
            scored.Length == 0 ? null : gaps.SelectMany(gap => gap).Average(),
            ClusterBootstrap.OfMean(gaps, seed),
            spreads.Length == 0 ? null : Math.Sqrt(
                spreads.Sum(world => SquaredDeviations(world.Made)) / spreads.Sum(world => world.Made.Length - 1)));
    }

    private static double[] Scores(IEnumerable<JudgedClip> clips) =>
        [.. clips.Where(clip => clip.Score is not null).Select(clip => clip.Score!.Value)];

    private static double SquaredDeviations(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }
}
