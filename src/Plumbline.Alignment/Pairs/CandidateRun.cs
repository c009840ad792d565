using System.Globalization;
using System.Text.Json;
using Plumbline.Alignment.Catalog;
using Plumbline.Diffusion;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Media;

namespace Plumbline.Alignment.Pairs;

/// <summary>Makes the candidates of a round: seed by seed, each kept as the latents that the sampler gave.</summary>
/// <remarks>
/// Every finished candidate is one unit of the catalog, and its file is there before the unit. A run that is killed at
/// any moment goes on to the same bytes: what depends on siblings, whether to stop and how many to make, is decided
/// from committed numbers alone. Candidates are computed one at a time, since the bytes of a matrix product depend on
/// its size.
/// </remarks>
public sealed class CandidateRun
{
    // Parts of every key: raise one when the same inputs give other latents or another preview.
    private const string CandidateVersion = "candidate 1";
    private const string PreviewVersion = "preview 1";

    private readonly CandidateFolder _folder;
    private readonly CandidateModel _model;
    private readonly CandidateOptions _options;
    private readonly CandidateJudge? _preview;
    private readonly CandidateJudging? _judging;
    private readonly PairRules? _rules;
    private readonly Dictionary<string, CandidatePreview> _previews = [];
    private readonly double _meanStepCount;
    private long _freshSteps;
    private int _madeCount;

    /// <summary>Prepares a round.</summary>
    /// <param name="folder">The run; its recipe says how candidates are made.</param>
    /// <param name="model">What they are made with; the recipe names the same content.</param>
    /// <param name="preview">Judges decoded estimates; needed where candidates may be stopped.</param>
    /// <param name="judging">Judges finished candidates by the reward first; needed where their number adapts.</param>
    /// <exception cref="ArgumentException">
    /// The model is another one than the recipe's, or a judge that is needed is missing.
    /// </exception>
    public CandidateRun(
        CandidateFolder folder, CandidateModel model, CandidateJudge? preview = null, CandidateJudging? judging = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(model);
        var recipe = folder.Recipe;
        if (recipe.Model != model.Identity || recipe.Autoencoder != model.AutoencoderIdentity)
            throw new ArgumentException(
                $"Candidates: expected the model of the recipe, {recipe.Model}, got {model.Identity}. Load that one.",
                nameof(model));
        if (recipe.Options.EarlyStop is not null && preview is null)
            throw new ArgumentException(
                "Candidates: expected a judge of previews to stop candidates by, got none.", nameof(preview));
        if (recipe.Options.Adaptive is not null && (judging is null || recipe.Rules is null))
            throw new ArgumentException(
                "Candidates: expected a judge and the rules of pairs to adapt the number of candidates, got none.",
                nameof(judging));
        (_folder, _model, _options, _preview, _judging, _rules) =
            (folder, model, recipe.Options.Validate(), preview, judging, recipe.Rules);
        _meanStepCount = Enumerable.Range(0, _options.Count).Average(index => _options.PlanOf(index).Steps.Count);
    }

    /// <summary>Makes what is not there yet.</summary>
    /// <param name="progress">Told after every step of the sampler and every candidate.</param>
    /// <param name="token">Stops before the next step; what is finished stays.</param>
    /// <returns>All candidates of the round.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="InvalidDataException">
    /// A prompt cannot be read, or the model gave infinite or undefined numbers.
    /// </exception>
    public CandidateSet Execute(IProgress<CandidateProgress>? progress = null, CancellationToken token = default)
    {
        var (candidates, stopped) = (new List<Candidate>(), new List<StoppedCandidate>());
        for (var i = 0; i < _folder.Prompts.Count; i++)
        {
            var prompt =
                new PromptWork(_folder.Prompts[i], candidates, stopped, (made, stepsInHand) => progress?.Report(new(
                    i, _folder.Prompts.Count, candidates.Count, stopped.Count, _freshSteps,
                    Math.Max(
                        0,
                        (long)(((_folder.Prompts.Count - i) * _options.Count - made) * _meanStepCount) - stepsInHand))));
            Make(prompt, token);
        }

        return new(candidates, stopped, [.. _previews.Values], _options.Steps) { MadeCount = _madeCount };
    }

    private void Make(PromptWork work, CancellationToken token)
    {
        // 1. The first ones side by side, so that a preview has siblings to be compared with.
        var first = _options.Adaptive?.Least ?? _options.Count;
        MakeBatch(work, 0, first, token);

        // 2. More as long as they are wanted.
        for (var made = first; _options.Adaptive?.WantsMore(made, _options.Count, Margin(work, token)) == true; made++)
            MakeBatch(work, made, 1, token);
    }

    private double? Margin(PromptWork work, CancellationToken token)
    {
        JudgedCandidate[] judged = [.. work.Own.Select(candidate => _judging!.Judge(work.Prompt, candidate, token)[0])];
        return judged.Length < 2
            ? null
            : new PairSelector(_rules! with { Choice = PairChoice.BestAgainstWorst }, new(_folder.Path))
            .Select([work.Prompt], judged).Pairs.SingleOrDefault()?.Margin;
    }

    private void MakeBatch(PromptWork work, int firstIndex, int count, CancellationToken token)
    {
        using var scope = new TensorScope();
        var begun = new Dictionary<long, UnfinishedClips>();
        try
        {
            long[] seeds = [
                .. Enumerable.Range(firstIndex, count).Select(index => _options.SeedOf(work.Prompt, index))];
            var stopped = _options.EarlyStop is null ? [] : Stopped(work, seeds, begun, token);
            foreach (var seed in seeds.Except(stopped))
                work.Add(Finished(work, seed, begun, token));
        }
        finally
        {
            foreach (var clips in begun.Values)
                clips.Dispose();
            // It belongs to the scope that ends here.
            work.Video = null;
        }
    }

    private HashSet<long> Stopped(
        PromptWork work, long[] seeds, Dictionary<long, UnfinishedClips> begun, CancellationToken token)
    {
        foreach (var seed in seeds)
            work.Previews.Add(Preview(work, seed, begun, token));
        var decisions = _options.EarlyStop!.Stopped([.. work.Previews.Select(preview => preview.Score)]);
        var best = work.Previews.Max(preview => preview.Score);
        var given = new HashSet<long>();
        foreach (var (preview, isStopped) in work.Previews.Zip(decisions).Where(
            decision => decision.Second && seeds.Contains(decision.First.Seed)))
        {
            var isAudited = IsAudited(work.Prompt);
            var stopped = new StoppedCandidate(
                work.Prompt.Id, preview.Seed, _options.Round, PreviewStep, preview.Score!.Value,
                best!.Value, isAudited);
            _folder.Catalog.Commit(new(
                CandidateFolder.StoppedKind, KeyOf(work, preview.Seed, CandidateFolder.StoppedKind),
                JsonSerializer.Serialize(stopped, PairJson.OneLine.StoppedCandidate)));
            work.Add(stopped);
            if (!isAudited)
                given.Add(preview.Seed);
        }

        return given;
    }

    private int PreviewStep => Math.Clamp((int)Math.Round(_options.EarlyStop!.At * _options.Steps), 1, _options.Steps);

    private bool IsAudited(AlignmentPrompt prompt) =>
        Convert.ToUInt32(UnitOfWork.KeyOf("audit", prompt.Id)[..8], 16)
            < _options.EarlyStop!.AuditShare * uint.MaxValue;

    private CandidatePreview Preview(
        PromptWork work, long seed, Dictionary<long, UnfinishedClips> begun, CancellationToken token)
    {
        var key = KeyOf(
            work, seed, PreviewVersion, _preview!.Identity, PreviewStep.ToString(CultureInfo.InvariantCulture));
        if (_folder.Catalog.Find(CandidateFolder.PreviewKind, key) is { } unit)
            return Remember(JsonSerializer.Deserialize(unit.PayloadJson, PairJson.OneLine.CandidatePreview)!);
        var clips = Advanced(work, seed, begun, PreviewStep, token);
        using var scope = new TensorScope();
        var frames = _model.Generator.Decode(clips.CleanEstimate()!);                        // [1, 3, F, H, W]
        var video = CandidateFrames.ToVideo(frames, _options.FramesPerSecond);
        var score = (_preview.Judge(Conditions(work, token).Views, video, token) as Scored)?.Score;
        var preview = new CandidatePreview(work.Prompt.Id, seed, _options.Round, score);
        _folder.Catalog.Commit(new(
            CandidateFolder.PreviewKind, key, JsonSerializer.Serialize(preview, PairJson.OneLine.CandidatePreview)));
        return Remember(preview);

        CandidatePreview Remember(CandidatePreview found) => _previews[key] = found;
    }

    private Candidate Finished(
        PromptWork work, long seed, Dictionary<long, UnfinishedClips> begun, CancellationToken token)
    {
        var key = KeyOf(work, seed);
        var kept = _folder.FindCandidate(key);
        if (kept is not null && IsWhole(kept))
            return kept;
        var name =
            $"{CandidateFolder.RoundName(_options.Round)}/candidates/{work.Prompt.FolderName}/seed_{seed.ToString(CultureInfo.InvariantCulture)}.safetensors";
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var clips = Advanced(work, seed, begun, _options.Steps, token);
        using var scope = new TensorScope();
        var latents = clips.Latents();                                                       // [1, C, f, h, w]
        if (latents.IsFinite().All().Item() == 0)
            throw new InvalidDataException(
                $"Candidate {name}: expected numbers in every latent, got infinite or undefined ones. "
                + "Lower the guidance, or use float32.");
        var tensors = new List<CheckpointTensor> { new NamedParameter("latents", latents.Select(0, 0)).ToCheckpoint() };
        if (_model.Rays(Conditions(work, token), _options) is { } rays)
            tensors.Add(new NamedParameter("rays", rays.Select(0, 0)).ToCheckpoint());
        CheckpointWriter.Write(
            path, tensors, new Dictionary<string, string> { ["kind"] = "plumbline.candidate", ["unit"] = key });
        var candidate = new Candidate(
            work.Prompt.Id, seed, _options.Round, name, ContentHash.Sha256(path, token), SharedNoiseSeed(work, seed));
        _madeCount++;
        // Where the catalog knows the candidate and its file was lost, the commit refuses any other bytes.
        _folder.Commit(key, candidate);
        return candidate;
    }

    private UnfinishedClips Advanced(
        PromptWork work, long seed, Dictionary<long, UnfinishedClips> begun, int step, CancellationToken token)
    {
        void Step(int taken)
        {
            _freshSteps++;
            work.Report(taken);
        }

        if (!begun.TryGetValue(seed, out var clips))
            begun[seed] = clips = _model.Generator.Begin(
                _model.Request(
                    Conditions(work, token), _options, _options.NoiseSeedOf(work.Prompt, IndexOf(work, seed)),
                    IndexOf(work, seed), Start(work, seed, token)),
                _model.Device, null, token);
        clips.Advance(step - clips.StepsTaken, Step, token);
        return clips;
    }

    private Tensor? Start(PromptWork work, long seed, CancellationToken token)
    {
        if (_options.StartOf(IndexOf(work, seed)) == 1)
            return null;
        return work.Video ??= _model.Encoded(_folder.VideoOf(work.Prompt, token), _options);
    }

    private PromptConditions Conditions(PromptWork work, CancellationToken token) =>
        work.Conditions ??= PromptConditions.Of(
            work.Prompt, _folder.Path, _options.Width, _options.Height, _options.FrameCount, token);

    private bool IsWhole(Candidate candidate)
    {
        var path = Path.Combine(_folder.Path, candidate.LatentsPath);
        return File.Exists(path) && ContentHash.Sha256(path) == candidate.Sha256;
    }

    // Pictures are not decoded for it: a run that is resumed asks for the keys of everything that is there. The recipe
    // names model and options; the prompt's own content is what can change under a run.
    private string KeyOf(PromptWork work, long seed, params string[] more) => UnitOfWork.KeyOf(
        [CandidateVersion, _folder.Recipe.Model, work.Prompt.Id,
            work.Identity ??= PromptConditions.IdentityOf(work.Prompt, _folder.Path),
            OptionsText(_options.GuidanceOf(IndexOf(work, seed))), Beginning(work, seed), .. more]);

    private string Beginning(PromptWork work, long seed)
    {
        var text = seed.ToString(CultureInfo.InvariantCulture);
        if (SharedNoiseSeed(work, seed) is { } noise)
            text += string.Create(CultureInfo.InvariantCulture, $" of noise {noise}");
        if (_options.StartOf(IndexOf(work, seed)) is not 1 and var start)
            text += string.Create(CultureInfo.InvariantCulture, $" from {start:R}");
        return text;
    }

    private long? SharedNoiseSeed(PromptWork work, long seed) =>
        _options.SharesNoise ? _options.NoiseSeedOf(work.Prompt, IndexOf(work, seed)) : null;

    private int IndexOf(PromptWork work, long seed) => (int)(seed - _options.SeedOf(work.Prompt, 0));

    private string OptionsText(GuidanceScales guidance) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_options.Round} {_options.Steps} {guidance} {_options.Shift:R} {_options.FrameCount} "
        + $"{_options.Width} {_options.Height}");

    /// <summary>What is in hand of one prompt.</summary>
    private sealed class PromptWork(
        AlignmentPrompt prompt, List<Candidate> candidates, List<StoppedCandidate> stopped, Action<int, int> report)
    {
        private int _ended;

        public AlignmentPrompt Prompt => prompt;
        public string? Identity { get; set; }
        public PromptConditions? Conditions { get; set; }
        public Tensor? Video { get; set; }
        public List<CandidatePreview> Previews { get; } = [];
        public List<Candidate> Own { get; } = [];

        public void Add(Candidate candidate)
        {
            Own.Add(candidate);
            candidates.Add(candidate);
            _ended++;
            Report(0);
        }

        public void Add(StoppedCandidate given)
        {
            stopped.Add(given);
            if (!given.IsAudited)
                _ended++;
        }

        public void Report(int stepsInHand) => report(_ended, stepsInHand);
    }
}
