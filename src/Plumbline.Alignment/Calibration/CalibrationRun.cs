using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Pairs;
using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Alignment.Calibration;

/// <summary>
/// Measures what a judge sees: it damages and attacks clean clips and asks the judge about every version.
/// </summary>
/// <remarks>
/// Every judged version is one unit of work, named by the pixels of the clip, the judge, its version and what was done;
/// a run that is killed continues from the catalog with the same numbers. One clip is in memory at a time, and one copy
/// of it per job.
/// </remarks>
/// <example>
/// <code>
/// var report = new CalibrationRun(judge, CalibrationOptions.Default).Execute([CalibrationClip.FromWorld(7)]);
/// File.WriteAllText("calibration.md", CalibrationMarkdown.Write(report));
/// </code>
/// </example>
public sealed class CalibrationRun
{
    // Part of every key: raise it when a defect or attack changes what it does.
    private const string RecipeVersion = "calibration 2";
    private const string UnitKind = "calibration";

    private readonly CandidateJudge _judge;
    private readonly CalibrationOptions _options;
    private readonly RunCatalog? _catalog;
    private readonly IReadOnlyList<Treatment> _treatments;

    /// <summary>Prepares a run.</summary>
    /// <param name="judge">The judge; it is asked from several threads when there are several jobs.</param>
    /// <param name="options">What to try.</param>
    /// <param name="catalog">Keeps finished units and knows those of earlier runs; nothing is kept when absent.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CalibrationRun(IVideoJudge judge, CalibrationOptions options, RunCatalog? catalog = null)
        : this(CandidateJudge.Of(judge), options, catalog)
    {
    }

    /// <summary>
    /// Prepares a run that asks the judge exactly as candidates are judged: told the intrinsics of each clip.
    /// </summary>
    /// <param name="judge">The judge; it is asked from several threads when there are several jobs.</param>
    /// <param name="options">What to try.</param>
    /// <param name="catalog">Keeps finished units and knows those of earlier runs; nothing is kept when absent.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CalibrationRun(CandidateJudge judge, CalibrationOptions options, RunCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_judge, _options, _catalog) = (judge, options, catalog);
        _treatments = [.. Treatments().DistinctBy(treatment => treatment.Id)];
    }

    private IEnumerable<int> LadderSeeds => Enumerable.Range(_options.Seed, _options.LaddersPerDefect);

    private static IEnumerable<int> DamagedSeverities => Enumerable.Range(1, Severity.Worst);

    /// <summary>Calibrates.</summary>
    /// <param name="clips">Clean clips.</param>
    /// <param name="progress">Told after every judged version.</param>
    /// <param name="cancellationToken">Stops between versions.</param>
    /// <returns>
    /// Everything that was found. A clip that cannot be read is in it with its reason, and the run goes on.
    /// </returns>
    public CalibrationReport Execute(
        IReadOnlyList<CalibrationClip> clips,
        IProgress<CalibrationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clips);
        var (records, ladders, attacks) = (new List<ClipRecord>(), new List<DefectLadder>(), new List<AttackTrial>());
        for (var i = 0; i < clips.Count; i++)
        {
            Video video;
            try
            {
                video = clips[i].Load(cancellationToken);
            }
            catch (MediaException exception)
            {
                records.Add(new(clips[i].Name) { Failure = exception.Message });
                continue;
            }

            if (video.Frames.Count < 2)
            {
                records.Add(new(clips[i].Name)
                {
                    Failure =
                        $"Calibrating with {clips[i].Name}: expected at least 2 frames, got {video.Frames.Count}. "
                        + "Choose a clip in which the camera moves.",
                });
                continue;
            }

            var hash = HashOf(video);
            var doneBefore = new CalibrationProgress(
                clips[i].Name, "", i * _treatments.Count, clips.Count * _treatments.Count);
            var outcomes = JudgeAll(new(video, hash, clips[i].Views), doneBefore, progress, cancellationToken);
            records.Add(new(clips[i].Name)
            {
                ContentHash = hash,
                Format = video.ToString(),
                FocalPixels = CandidateJudge.IntrinsicsOf(clips[i].Views)?.Fx,
                Clean = outcomes[Treatment.Clean.Id],
                Control = outcomes[Treatment.Control.Id],
            });
            ladders.AddRange(Ladders(clips[i].Name, outcomes));
            attacks.AddRange(Trials(clips[i].Name, outcomes));
        }

        return new(_judge.Name, _judge.Version, _options.Seed, records, ladders, attacks)
        {
            JudgeSettings = _judge.Settings.Length > 0 ? _judge.Settings : null,
        };
    }

    private IEnumerable<Treatment> Treatments()
    {
        yield return Treatment.Clean;
        yield return Treatment.Control;
        foreach (var defect in _options.Defects)
        {
            foreach (var seed in LadderSeeds)
            {
                foreach (var severity in DamagedSeverities)
                    yield return Treatment.Of(defect, severity, seed);
            }
        }

        foreach (var attackBase in Enum.GetValues<AttackBase>().Where(_ => _options.Attacks.Count > 0))
        {
            yield return Treatment.Of(attackBase, _options.Seed);
            foreach (var attack in _options.Attacks)
                yield return Treatment.Of(attack, attackBase, _options.Seed);
        }
    }

    private Dictionary<string, Outcome> JudgeAll(
        CleanClip clip, CalibrationProgress doneBefore,
        IProgress<CalibrationProgress>? progress, CancellationToken cancellationToken)
    {
        var (outcomes, done) = (new Outcome[_treatments.Count], doneBefore.DoneCount);
        var parallel =
            new ParallelOptions { MaxDegreeOfParallelism = _options.Jobs, CancellationToken = cancellationToken };
        Parallel.For(0, _treatments.Count, parallel, i =>
        {
            outcomes[i] = JudgeOnce(_treatments[i], clip, cancellationToken);
            progress?.Report(
                doneBefore with { Treatment = _treatments[i].Label, DoneCount = Interlocked.Increment(ref done) });
        });
        return _treatments.Zip(outcomes).ToDictionary(pair => pair.First.Id, pair => pair.Second);
    }

    private Outcome JudgeOnce(Treatment treatment, CleanClip clip, CancellationToken cancellationToken)
    {
        var camera = CandidateJudge.IntrinsicsOf(clip.Views)?.ToString() ?? "";
        var key = UnitOfWork.KeyOf(RecipeVersion, clip.Hash, _judge.Identity, camera, treatment.Id);
        if (_catalog?.Find(UnitKind, key) is { } finished)
            return JsonSerializer.Deserialize(finished.PayloadJson, CalibrationJson.Default.Outcome)!;
        var treated = treatment.Apply(clip.Video, cancellationToken);
        var outcome = Outcome.Of(_judge.Judge(clip.ViewsFor(treated), treated, cancellationToken));
        _catalog?.Commit(new(UnitKind, key, JsonSerializer.Serialize(outcome, CalibrationJson.Default.Outcome)));
        return outcome;
    }

    private IEnumerable<DefectLadder> Ladders(string clip, Dictionary<string, Outcome> outcomes) =>
        from defect in _options.Defects
        from seed in LadderSeeds
        let damaged = DamagedSeverities.Select(severity => outcomes[Treatment.Of(defect, severity, seed).Id])
        select new DefectLadder(clip, defect.Name, seed, [outcomes[Treatment.Clean.Id], .. damaged]);

    private IEnumerable<AttackTrial> Trials(string clip, Dictionary<string, Outcome> outcomes) =>
        from attack in _options.Attacks
        from attackBase in Enum.GetValues<AttackBase>()
        select new AttackTrial(
            clip, attackBase, attack.Name, attack.Promise,
            outcomes[Treatment.Of(attackBase, _options.Seed).Id],
            outcomes[Treatment.Of(attack, attackBase, _options.Seed).Id]);

    private static string HashOf(Video video)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(video.ToString()));
        foreach (var frame in video.Frames)
            hash.AppendData(frame.Rgb);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record CleanClip(Video Video, string Hash, IReadOnlyList<View>? Views)
    {
        // A clip of another size has another focal length in pixels. What is cut out and enlarged keeps the size, and
        // there the judge is told what it would be told of a candidate that cheats so.
        public IReadOnlyList<View>? ViewsFor(Video treated) =>
            Views is null || (treated.Width == Video.Width && treated.Height == Video.Height)
                ? Views
                : [.. Views.Select(view => view with { Camera = view.Camera.Resized(treated.Width, treated.Height) })];
    }
}
