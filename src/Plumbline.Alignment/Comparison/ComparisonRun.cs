using System.Text.Json;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Statistics;
using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Alignment.Comparison;

/// <summary>Measures pairs of clips and compares the two sides.</summary>
/// <remarks>
/// What a meter finds in a clip is one unit of work, named by the clip and the meter: a run that is killed goes on with
/// the next unit, and a base that was measured once is not measured again for the next adapter.
/// </remarks>
public sealed class ComparisonRun
{
    /// <summary>The fewest pairs of which a Fréchet distance is given.</summary>
    public const int FewestForDistance = 16;

    private const string UnitKind = "measurement";

    private readonly IReadOnlyList<IClipMeter> _meters;
    private readonly ComparisonOptions _options;
    private readonly RunCatalog? _catalog;

    /// <summary>Prepares a run.</summary>
    /// <param name="meters">What measures the clips; no two give parts of one name.</param>
    /// <param name="options">How the sides are compared.</param>
    /// <param name="catalog">Keeps finished units and knows those of earlier runs; nothing is kept when absent.</param>
    /// <exception cref="ArgumentException">No meter, or an option out of its range.</exception>
    public ComparisonRun(IReadOnlyList<IClipMeter> meters, ComparisonOptions options, RunCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(options);
        if (meters.Count == 0)
            throw new ArgumentException("Comparison: expected at least one meter, got none.", nameof(meters));
        options.Validate();
        (_meters, _options, _catalog) = (meters, options, catalog);
    }

    /// <summary>
    /// What a classifier reads from rendered worlds, at least one row for each pair, double[N][D]; absent for no
    /// Fréchet distance.
    /// </summary>
    public IReadOnlyList<double[]>? RenderedFeatures { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="baseName">What the report calls the base.</param>
    /// <param name="alignedName">What it calls the other side.</param>
    /// <param name="pairs">Pairs of clips, at least one, each with a name of its own.</param>
    /// <param name="progress">Told after every clip.</param>
    /// <param name="token">Stops between units.</param>
    /// <returns>
    /// Everything that was found. A pair with a clip that cannot be read is left out with its reason, and the run goes
    /// on.
    /// </returns>
    /// <exception cref="ArgumentException">No pairs, or two of one name.</exception>
    public ComparisonReport Execute(
        string baseName, string alignedName, IReadOnlyList<ClipPair> pairs,
        IProgress<ComparisonProgress>? progress = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0)
            throw new ArgumentException("Comparison: expected at least one pair of clips, got none.", nameof(pairs));
        if (pairs.GroupBy(pair => pair.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"Comparison: expected a name of its own for each pair, got {twice.Key} {twice.Count()} times.",
                nameof(pairs));

        // 1. Measure.
        var measured = new List<(ClipPair Pair, Measurement[] Base, Measurement[] Aligned)>();
        var (missing, leftOut, done) = (new List<MissingMeasurement>(), new List<string>(), 0);
        foreach (var pair in pairs)
        {
            try
            {
                var one = MeasureClip(pair.Base, token);
                progress?.Report(new(pair.Name, ++done, 2 * pairs.Count));
                var other = MeasureClip(pair.Aligned, token);
                progress?.Report(new(pair.Name, ++done, 2 * pairs.Count));
                measured.Add((pair, one, other));
                missing.AddRange(Missing(pair.Name, "base", one).Concat(Missing(pair.Name, "aligned", other)));
            }
            catch (MediaException exception)
            {
                leftOut.Add($"{pair.Name}: {exception.Message}");
                progress?.Report(new(pair.Name, done += 2 - done % 2, 2 * pairs.Count));
            }
        }

        // 2. Compare.
        var metrics = Metrics(measured);
        MetricComparison?[] distance = [Distance(measured, token)];
        var rows = Corrected(
            [.. metrics.Select(metric => metric.Compare(_options.Bootstrap)), .. distance.OfType<MetricComparison>()]);
        return new()
        {
            BaseName = baseName,
            AlignedName = alignedName,
            Prompts = measured.Select(entry => entry.Pair.Prompt).Distinct().Count(),
            Pairs = measured.Count,
            Meters = [.. _meters.Select(meter => meter.Key)],
            Options = _options,
            Metrics = rows.ToDictionary(row => row.Name),
            Power = _options.PlannedPercent is { } percent
                ? metrics.Select(metric => PowerRow.Of(metric, percent, _options.Bootstrap.Seed)).OfType<PowerRow>()
                .ToDictionary(row => row.Name)
                : null,
            Missing = missing,
            LeftOut = leftOut,
        };
    }

    private Measurement[] MeasureClip(ComparedClip clip, CancellationToken token)
    {
        Video? video = null;
        var found = new Measurement[_meters.Count];
        for (var i = 0; i < found.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            var key = UnitOfWork.KeyOf(clip.Key, _meters[i].Key, _meters[i].ContextOf(clip));
            if (_catalog?.Find(UnitKind, key) is { } unit)
            {
                found[i] = JsonSerializer.Deserialize(unit.PayloadJson, ComparisonJson.Default.Measurement)!;
                continue;
            }

            video ??= clip.Load(token);
            found[i] = _meters[i].Measure(video, clip, token);
            _catalog?.Commit(
                new(UnitKind, key, JsonSerializer.Serialize(found[i], ComparisonJson.Default.Measurement)));
        }

        return found;
    }

    private MetricComparison? Distance(
        List<(ClipPair Pair, Measurement[] Base, Measurement[] Aligned)> measured, CancellationToken token)
    {
        static double[]? FeaturesOf(Measurement[] found) =>
            found.Select(one => one.Features).FirstOrDefault(features => features is not null);
        if (RenderedFeatures is null)
            return null;
        var entries = measured.Select(
            entry => (entry.Pair.Prompt, Base: FeaturesOf(entry.Base), Aligned: FeaturesOf(entry.Aligned)))
            .Where(entry => entry is { Base: not null, Aligned: not null });
        return FrechetRow.Of(
            [.. entries.GroupBy(entry => entry.Prompt).Select(prompt =>
                (IReadOnlyList<(double[], double[])>)[.. prompt.Select(entry => (entry.Base!, entry.Aligned!))])],
            RenderedFeatures, _options.Bootstrap, token);
    }

    private IEnumerable<MissingMeasurement> Missing(string pair, string side, Measurement[] found) =>
        found.Zip(_meters).Where(entry => entry.First.Reason is not null)
            .Select(entry => new MissingMeasurement(pair, side, entry.Second.Key, entry.First.Reason!));

    private static MetricPairs[] Metrics(List<(ClipPair Pair, Measurement[] Base, Measurement[] Aligned)> measured)
    {
        static Part[] PartsOf(Measurement[] found) => [.. found.SelectMany(one => one.Parts)];
        var entries = measured.Select(entry =>
            (entry.Pair, Base: PartsOf(entry.Base), Aligned: PartsOf(entry.Aligned))).ToArray();
        var parts = entries.SelectMany(entry => entry.Base.Concat(entry.Aligned)).DistinctBy(part => part.Name);
        return [.. parts.Select(part => new MetricPairs(part, [.. entries.GroupBy(entry => entry.Pair.Prompt).Select(prompt => (
            prompt.Key,
            (IReadOnlyList<(double?, double?)>)[
                .. prompt.Select(entry => (ValueOf(entry.Base, part.Name), ValueOf(entry.Aligned, part.Name)))]))]))];
    }

    private static double? ValueOf(Part[] parts, string name) => parts.FirstOrDefault(part => part.Name == name)?.Value;

    private MetricComparison[] Corrected(MetricComparison[] rows)
    {
        var tested = rows.Where(row => row.P is not null).ToArray();
        var adjusted = MultipleComparisons.Adjust([.. tested.Select(row => row.P!.Value)], _options.Correction);
        var byName = tested.Zip(adjusted).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        return [.. rows.Select(row => byName.TryGetValue(row.Name, out var p) ? row with { AdjustedP = p } : row)];
    }
}
