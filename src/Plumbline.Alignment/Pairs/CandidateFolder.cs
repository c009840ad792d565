using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plumbline.Alignment.Catalog;
using Plumbline.Vision.Export;

namespace Plumbline.Alignment.Pairs;

/// <summary>A run folder while one process works in it: its recipe, its prompts and its catalog.</summary>
public sealed class CandidateFolder : IDisposable
{
    /// <summary>Name of the file in the folder of a round that says what its candidates follow from.</summary>
    public const string RecipeName = "recipe.json";

    /// <summary>Name of the catalog.</summary>
    public const string CatalogName = "run.sqlite";

    internal const string PreviewKind = "preview";
    internal const string StoppedKind = "stopped";

    // Part of every key of a verdict: raise it when the same latents and judge give other numbers.
    private const string VerdictVersion = "verdict 1";
    private const string VerdictKind = "verdict";
    private const string JudgeKind = "judge";
    private const string CandidateKind = "candidate";

    private readonly RunLock _lock;
    private readonly PromptSource? _source;

    private CandidateFolder(
        string path, RunLock runLock, RunCatalog catalog, CandidateRecipe recipe,
        IReadOnlyList<AlignmentPrompt> prompts, PromptSource? source) =>
        (Path, _lock, Catalog, Recipe, Prompts, _source) = (path, runLock, catalog, recipe, prompts, source);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What is finished.</summary>
    public RunCatalog Catalog { get; }

    /// <summary>What the candidates of the round follow from.</summary>
    public CandidateRecipe Recipe { get; }

    /// <summary>The prompts, with paths relative to the folder.</summary>
    public IReadOnlyList<AlignmentPrompt> Prompts { get; }

    /// <summary>
    /// Begins a round, or goes on with one of the same recipe; all rounds of a run have the same prompts.
    /// </summary>
    /// <param name="path">The folder; made when missing.</param>
    /// <param name="recipe">What the candidates of the round follow from.</param>
    /// <param name="prompts">Writes the prompts where they are not there yet.</param>
    /// <param name="token">Stops the writing of prompts.</param>
    /// <returns>The folder; dispose it to let other processes in.</returns>
    /// <exception cref="IOException">Another process works in it, or it cannot be written.</exception>
    /// <exception cref="InvalidDataException">
    /// The folder holds this round by another recipe, or a round of other prompts; the message says where they differ.
    /// </exception>
    public static CandidateFolder Begin(
        string path, CandidateRecipe recipe, PromptSource prompts, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(prompts);
        recipe.Options.Validate();
        prompts.RequireVideos(recipe.Options);
        return Opened(path, prompts, () =>
        {
            RequireSamePrompts(path, recipe);
            var file = RecipePath(path, recipe.Options.Round);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            var text = JsonSerializer.Serialize(recipe, PairJson.Indented.CandidateRecipe) + "\n";
            if (File.Exists(file))
                RequireSame(file, File.ReadAllText(file), text);
            else
                AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            var list = System.IO.Path.Combine(path, PromptFile.Name);
            if (!File.Exists(list))
                prompts.WriteTo(path, token);
            return recipe;
        });
    }

    /// <summary>Opens the folder of a run that has begun.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="round">Round whose recipe counts, from 1.</param>
    /// <returns>The folder; dispose it to let other processes in.</returns>
    /// <exception cref="IOException">Another process works in it.</exception>
    /// <exception cref="InvalidDataException">There is no run in it, or a file of it is damaged.</exception>
    public static CandidateFolder Open(string path, int round = 1)
    {
        var file = RecipePath(path, round);
        if (!File.Exists(file) || !File.Exists(System.IO.Path.Combine(path, PromptFile.Name)))
            throw new InvalidDataException(
                $"Run folder {path}: expected {RoundName(round)}/{RecipeName} and {PromptFile.Name} of a run, got "
                + "none. Begin it with plumb candidates.");
        return Opened(path, null, () => ReadRecipe(file));
    }

    /// <summary>The finished candidates of the run.</summary>
    /// <param name="round">Round of the run; of all rounds when absent.</param>
    /// <returns>In the order of the rounds, of the prompts and of their seeds.</returns>
    public IReadOnlyList<Candidate> Candidates(int? round = null) => All(
        CandidateKind, PairJson.OneLine.Candidate, round,
        candidate => (candidate.PromptId, candidate.Seed, candidate.Round));

    /// <summary>Everything that is known of the candidates of a round.</summary>
    /// <param name="round">The round.</param>
    /// <returns>
    /// The candidates, previews and what was stopped, each in the order of the prompts and of their seeds.
    /// </returns>
    public CandidateSet Set(int round) => new(
        Candidates(round),
        All(StoppedKind, PairJson.OneLine.StoppedCandidate, round, stopped =>
            (stopped.PromptId, stopped.Seed, stopped.Round)),
        All(PreviewKind, PairJson.OneLine.CandidatePreview, round, preview =>
            (preview.PromptId, preview.Seed, preview.Round)),
        Recipe.Options.Steps);

    /// <summary>
    /// The judges that have judged candidates of the run, by <see cref="CandidateJudge.Identity"/>, in ordinal order.
    /// </summary>
    public IReadOnlyList<string> Judges => [.. Catalog.FindAll(JudgeKind)
        .Select(unit => JsonSerializer.Deserialize(unit.PayloadJson, PairJson.OneLine.String)!).Order(
            StringComparer.Ordinal)];

    /// <summary>What a judge has said of a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="judgeIdentity">The judge, see <see cref="CandidateJudge.Identity"/>.</param>
    /// <returns>What it said; absent where it was not asked, or where its maps are gone.</returns>
    public JudgedCandidate? FindVerdict(Candidate candidate, string judgeIdentity)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(judgeIdentity);
        if (Catalog.Find(VerdictKind, VerdictKey(candidate, judgeIdentity)) is not { } unit)
            return null;
        var judged = JsonSerializer.Deserialize(unit.PayloadJson, PairJson.OneLine.JudgedClip)!.ToCandidate();
        return judged.EvidencePath is { } path && !File.Exists(System.IO.Path.Combine(Path, path)) ? null : judged;
    }

    /// <summary>The video that candidates of a prompt may begin from.</summary>
    /// <param name="prompt">A prompt of the run.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>RGB bytes in the size of the candidates, [F, H, W, 3].</returns>
    /// <exception cref="InvalidDataException">
    /// It has none, or one that does not fit; the message names the prompt.
    /// </exception>
    internal byte[] VideoOf(AlignmentPrompt prompt, CancellationToken token) =>
        _source?.WorldOf(prompt)?.FilmRgb() ?? PromptVideo.Read(prompt, Path, Recipe.Options, token);

    /// <summary>A file of a round.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="name">Name of the file.</param>
    /// <returns>Its path; its folder is made when missing.</returns>
    public string RoundFile(int round, string name)
    {
        var folder = System.IO.Path.Combine(Path, RoundName(round));
        Directory.CreateDirectory(folder);
        return System.IO.Path.Combine(folder, name);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Catalog.Dispose();
        _lock.Dispose();
    }

    internal static string RoundName(int round) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"round-{round}");

    internal Candidate? FindCandidate(string key) => Catalog.Find(CandidateKind, key) is { } unit
        ? JsonSerializer.Deserialize(unit.PayloadJson, PairJson.OneLine.Candidate) : null;

    internal void Commit(string key, Candidate candidate) =>
        Catalog.Commit(new(CandidateKind, key, JsonSerializer.Serialize(candidate, PairJson.OneLine.Candidate)));

    internal void Commit(string judgeIdentity, JudgedCandidate judged)
    {
        Catalog.Commit(new(JudgeKind, UnitOfWork.KeyOf(judgeIdentity), JsonSerializer.Serialize(
            judgeIdentity, PairJson.OneLine.String)));
        Catalog.Commit(new(
            VerdictKind, VerdictKey(judged.Candidate, judgeIdentity),
            JsonSerializer.Serialize(PairDocument.JudgedClip.Of(judged), PairJson.OneLine.JudgedClip)));
    }

    private string VerdictKey(Candidate candidate, string judgeIdentity) => UnitOfWork.KeyOf(
        VerdictVersion, candidate.PromptId, candidate.LatentsPath, candidate.Sha256, Recipe.Autoencoder, judgeIdentity);

    private T[] All<T>(
        string kind, JsonTypeInfo<T> type, int? round, Func<T, (string PromptId, long Seed, int Round)> place)
    {
        var places = Prompts.Select((prompt, i) => (prompt.Id, i)).ToDictionary(
            prompt => prompt.Id, prompt => prompt.i);
        return [.. from unit in Catalog.FindAll(kind)
                   let item = JsonSerializer.Deserialize(unit.PayloadJson, type)!
                   let key = place(item)
                   where round is null || key.Round == round
                   orderby key.Round, places[key.PromptId], key.Seed
                   select item];
    }

    private static CandidateFolder Opened(string path, PromptSource? source, Func<CandidateRecipe> recipe)
    {
        var runLock = RunLock.Take(path);
        RunCatalog? catalog = null;
        try
        {
            catalog = RunCatalog.Open(System.IO.Path.Combine(path, CatalogName));
            var found = recipe();
            var prompts = PromptFile.Read(System.IO.Path.Combine(path, PromptFile.Name));
            return new(path, runLock, catalog, found, [.. prompts.Select(prompt => Relative(prompt, path))], source);
        }
        catch
        {
            catalog?.Dispose();
            runLock.Dispose();
            throw;
        }
    }

    private static AlignmentPrompt Relative(AlignmentPrompt prompt, string folder) => prompt with
    {
        FirstFramePath = Relative(prompt.FirstFramePath, folder),
        CamerasPath = Relative(prompt.CamerasPath, folder),
        VideoPath = Relative(prompt.VideoPath, folder),
    };

    private static string RecipePath(string path, int round) =>
        System.IO.Path.Combine(path, RoundName(round), RecipeName);

    private static CandidateRecipe ReadRecipe(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), PairJson.OneLine.CandidateRecipe)
                ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Recipe {file}: expected what plumb candidates wrote, got: "
                + $"{exception.Message} Restore it, or begin another run.", exception);
        }
    }

    private static void RequireSamePrompts(string path, CandidateRecipe recipe)
    {
        foreach (var round in Directory.EnumerateDirectories(path, "round-*").Order(StringComparer.Ordinal))
        {
            var file = System.IO.Path.Combine(round, RecipeName);
            if (File.Exists(file) && ReadRecipe(file).Prompts is var prompts && prompts != recipe.Prompts)
                throw new InvalidDataException(
                    $"Run folder {path}: expected the prompts of {file}, {prompts}, got {recipe.Prompts}. "
                    + "Ask for the same, or choose another folder.");
        }
    }

    private static string? Relative(string? path, string folder) =>
        path is null ? null : System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/');

    private static void RequireSame(string file, string kept, string asked)
    {
        if (kept == asked)
            return;
        var (before, now) = (kept.Split('\n'), asked.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(before.Length, now.Length)).FirstOrDefault(
            i => before[i] != now[i], Math.Min(before.Length, now.Length) - 1);
        throw new InvalidDataException(
            $"Run folder: expected the recipe that {file} keeps, {before[line].Trim().TrimEnd(',')}, got "
            + $"{now[line].Trim().TrimEnd(',')}. Ask for the same, or choose another folder.");
    }
}
