using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Linting;
using Plumbline.Alignment.Pairs;
using Plumbline.Tensors;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Runs;

/// <summary>
/// From prompts to an adapter and its proof: linting, rounds of candidates, judging, pairs and training, then
/// comparing.
/// </summary>
/// <remarks>
/// Every stage keeps its work unit by unit in the run folder and finds it there again: a run that is killed at any
/// moment ends, resumed, in the same adapter bytes. No stage decides by what only another sitting knew.
/// </remarks>
/// <example>
/// <code>
/// using var run = AlignmentRun.Begin("run", AlignmentRecipe.Demo, new("base.safetensors", "vae.safetensors"), new() { Calibration = calibration });
/// var result = run.Execute();
/// Console.WriteLine(result.Report.Metrics["geometry.score"].Change);
/// </code>
/// </example>
public sealed class AlignmentRun : IDisposable
{
    /// <summary>Name of the folder of an adapter in the folder of its round.</summary>
    public const string AdapterName = "adapter";

    /// <summary>Name of the folder of the comparison in a run folder.</summary>
    public const string ComparisonName = "comparison";

    private readonly string _folder;
    private readonly AlignmentRecipe _recipe;
    private readonly CandidateJudge _reward;
    private readonly BaseModelFiles _files;
    private readonly AlignmentSitting _sitting;
    private readonly RunLock _lock;

    private AlignmentRun(
        string folder, AlignmentRecipe recipe, CandidateJudge reward, AlignmentSitting sitting, RunLock runLock) =>
        (_folder, _recipe, _reward, _files, _sitting, _lock) =
            (folder, recipe, reward, recipe.Files!, sitting, runLock);

    /// <summary>
    /// Begins a run: everything that can be wrong before a clip is made is said here, and the recipe is written.
    /// </summary>
    /// <param name="folder">The run folder; made when missing.</param>
    /// <param name="recipe">What is asked for.</param>
    /// <param name="files">The base.</param>
    /// <param name="sitting">The reward and its calibration.</param>
    /// <param name="token">Stops the hashing of files.</param>
    /// <returns>The run.</returns>
    /// <exception cref="InvalidDataException">
    /// The folder holds a run, the prompts cannot be read, or the reward cannot be trusted on such clips.
    /// </exception>
    /// <exception cref="IOException">Another process works in the folder, or it cannot be written.</exception>
    /// <exception cref="ArgumentException">
    /// A value of the recipe is out of its range, or there is no such reward.
    /// </exception>
    public static AlignmentRun Begin(
        string folder, AlignmentRecipe recipe, BaseModelFiles files, AlignmentSitting sitting,
        CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(sitting);
        return Held(folder, runLock => File.Exists(Path.Combine(folder, AlignmentRecipe.Name))
            ? throw new InvalidDataException(
                $"Run folder {folder}: expected one without a run, got one. Resume it, or choose another folder.")
            : Prepare(
                folder, null,
                recipe with
                {
                    Files = files,
                    BaseSha256 = ContentHash.Sha256(files.Model, token),
                    AutoencoderSha256 = ContentHash.Sha256(files.Autoencoder, token),
                },
                sitting, runLock));
    }

    /// <summary>Goes on with a run.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="change">
    /// Changes to what has not begun yet, such as the rules of pairs before the training; none when absent.
    /// </param>
    /// <param name="sitting">As for a new run.</param>
    /// <param name="token">Stops the hashing of files.</param>
    /// <returns>The run.</returns>
    /// <exception cref="InvalidDataException">
    /// There is no run, it is damaged, or its base is another file now.
    /// </exception>
    /// <exception cref="IOException">Another process works in the folder.</exception>
    /// <exception cref="ArgumentException">As for a new run.</exception>
    public static AlignmentRun Resume(
        string folder, Func<AlignmentRecipe, AlignmentRecipe>? change, AlignmentSitting sitting,
        CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(sitting);
        return Held(folder, runLock =>
        {
            var recipe = AlignmentRecipe.Load(folder);
            RequireSame(folder, "base", recipe.Files?.Model, recipe.BaseSha256, token);
            if (recipe.AutoencoderSha256 is { } autoencoder)
                RequireSame(folder, "autoencoder", recipe.Files?.Autoencoder, autoencoder, token);
            return Prepare(folder, recipe, change?.Invoke(recipe) ?? recipe, sitting, runLock);
        });
    }

    /// <summary>Runs what is not finished yet.</summary>
    /// <param name="progress">Told how each stage goes, and at its end what came out.</param>
    /// <param name="token">Stops soon; what is finished stays.</param>
    /// <returns>The adapter and the comparison.</returns>
    /// <exception cref="InvalidDataException">
    /// The linter refuses the base, no pair keeps the rules, or the folder was changed from outside.
    /// </exception>
    /// <exception cref="IOException">Another process works in the folder, or it cannot be written.</exception>
    public AlignmentResult Execute(IProgress<AlignmentProgress>? progress = null, CancellationToken token = default)
    {
        using var model = BaseModel.Load(_files.Model, _files.Autoencoder, _recipe.Training.Compute);
        var log = new StageLog(_folder, TimeProvider.System);
        var stages = new StageRunner(log, progress);
        stages.Run(AlignmentStage.Lint, null, tell => Lint(model, tell, token));
        string? adapter = null;
        for (var round = 1; round <= _recipe.Rounds; round++)
            adapter = new AlignmentRound(_folder, _recipe, _reward, model, round, _sitting.Jobs).Execute(
                adapter, stages, token);
        ComparisonReport? report = null;
        stages.Run(AlignmentStage.Comparison, null, tell =>
        {
            report = Compare(model, adapter!, tell, token);
            return (report.Pairs, ComparisonSentence.Of(report));
        });
        return new(adapter!, report!);
    }

    /// <summary>Lets other processes in.</summary>
    public void Dispose() => _lock.Dispose();

    private static AlignmentRun Held(string folder, Func<RunLock, AlignmentRun> prepare)
    {
        // Two processes that go on with one run would write one recipe over the other.
        var runLock = RunLock.Take(folder, "align.lock");
        try
        {
            return prepare(runLock);
        }
        catch
        {
            runLock.Dispose();
            throw;
        }
    }

    private static void RequireSame(string folder, string what, string? path, string? sha256, CancellationToken token)
    {
        if (!File.Exists(path) || ContentHash.Sha256(path, token) != sha256)
            throw new InvalidDataException(
                $"Resume {folder}: expected the {what} that the run began with at {path ?? "a path of its recipe"}, "
                + $"got {(File.Exists(path) ? "another file" : "nothing")}. Put it back, or begin another run.");
    }

    private static AlignmentRun Prepare(
        string folder, AlignmentRecipe? begun, AlignmentRecipe recipe, AlignmentSitting sitting, RunLock runLock)
    {
        recipe.Validate();
        recipe = recipe.WithFullPaths();
        recipe.LearningSource().RequireVideos(recipe.Candidates);
        recipe.ComparedSource();
        var reward = sitting.Reward ?? RewardJudges.Named(recipe.Reward).Create(recipe.JudgedFrames, true);
        if (recipe.RewardIdentity is { } asked && asked != reward.Identity)
            throw new InvalidDataException(
                $"Resume {folder}: expected the reward that the run began with, {asked}, got {reward.Identity}. "
                + "Choose that one, or begin another run.");
        RequireCalibrated(recipe, reward, sitting.Calibration);
        recipe = recipe with { RewardIdentity = reward.Identity };
        // What the linter said of another adapter, objective or size says nothing of this one.
        if (begun is not null && begun.LintedOptions() != recipe.LintedOptions())
            File.Delete(Path.Combine(folder, LintFile.Name));
        // A sitting that only goes on decides nothing.
        if (sitting.Command is { } command && (begun is null || !begun.Says(recipe)))
            recipe = recipe with { Commands = [.. recipe.Commands, command] };
        recipe.Save(folder);
        return new(folder, recipe, reward, sitting, runLock);
    }

    private static void RequireCalibrated(AlignmentRecipe recipe, CandidateJudge reward, CalibrationReport? calibration)
    {
        if (recipe.IsUngated)
            return;
        var clips = recipe.Candidates;
        calibration ??= StandardCalibrations.Find(reward.Name, reward.Version, clips.Width, clips.Height)
            ?? throw new InvalidDataException(
                $"Reward {reward.Name} {reward.Version}: expected a calibration on clips of "
                + $"{clips.Width}×{clips.Height} pixels, got none. Make one with plumb calibrate --json, or take "
                + "the reward at its word.");
        var objections = CalibrationGate.Default.Objections(
            calibration, reward.Name, reward.Version, clips.Width, clips.Height, reward.Settings);
        if (objections.Count > 0)
            throw new InvalidDataException(
                $"Reward {reward.Name} {reward.Version}: expected a judge that can be trusted on these clips. "
                + $"{string.Join(" ", objections)} Calibrate on such clips, or choose another reward.");
    }

    private (int Count, string Text) Lint(BaseModel model, Action<double, double, string> tell, CancellationToken token)
    {
        var path = Path.Combine(_folder, LintFile.Name);
        var findings = File.Exists(path) ? LintFile.Read(path) : null;
        if (findings is null)
        {
            using var scope = new TensorScope();
            var clips = _recipe.Candidates;
            var subject = ModelSubject.Of(
                model.Model, model.Autoencoder, _recipe.Training.AdapterConfig(model.Model.Denoiser),
                new WorldFormat(clips.Width, clips.Height, clips.FrameCount), _recipe.Training.Task,
                progress: new Relay<Diffusion.GenerationStep>(step =>
                    tell(step.StepsTaken, step.StepCount - step.StepsTaken, "")), token: token);
            findings = [.. AlignmentLinter.Check(subject, token)];
            LintFile.Write(findings, path);
        }

        var failed = findings.Where(finding => finding.State == LintState.Failed).ToArray();
        if (failed.Length > 0 && !_recipe.IsUnlinted)
            throw new InvalidDataException(
                $"Lint: expected a base, an autoencoder and a trainer that mean the same, got {failed.Length} of "
                + $"{findings.Count} checks that fail: "
                + $"{string.Join(" ", failed.Select(finding => $"{finding.Check}: {finding.Text}"))}");
        return (
            findings.Count,
            $"{findings.Count(finding => finding.State == LintState.Passed)} of {findings.Count} checks passed, "
            + $"{(failed.Length == 0 ? "none" : $"{failed.Length}")} failed");
    }

    private ComparisonReport Compare(
        BaseModel model, string adapter, Action<double, double, string> tell, CancellationToken token)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, ComparisonName)).FullName;
        using var held = RunLock.Take(folder);
        using var catalog = RunCatalog.Open(Path.Combine(folder, CandidateFolder.CatalogName));
        var report =
            new AdapterComparison(adapter, 1, _recipe.ComparedSource(), _recipe.Compared, _files.Classifier).Execute(
                model, folder, catalog, _recipe.Comparison,
                new Relay<ComparisonProgress>(value =>
                    tell(value.DoneCount, value.TotalCount - value.DoneCount, value.Pair)), token);
        report = report with
        {
            Command = _recipe.Commands.Count == 0 ? null : string.Join("; ", _recipe.Commands),
            Commit = _sitting.Commit,
        };
        AtomicFile.Write(Path.Combine(folder, ComparisonJson.Name), stream =>
            stream.Write(System.Text.Encoding.UTF8.GetBytes(ComparisonJson.Write(report))));
        AtomicFile.Write(Path.Combine(folder, ComparisonMarkdown.Name), stream =>
            stream.Write(System.Text.Encoding.UTF8.GetBytes(ComparisonMarkdown.Write(report))));
        return report;
    }
}
