using System.Globalization;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;

namespace Plumbline.Cli.Aligning;

/// <summary>What the folder of a run holds of one round.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Folder">Its folder.</param>
internal sealed record RunRound(int Round, string Folder)
{
    private const string Prefix = "round-";

    /// <summary>What the candidates follow from; absent where it could not be read.</summary>
    public CandidateRecipe? Recipe { get; private init; }

    /// <summary>The prompts; empty where they could not be read.</summary>
    public IReadOnlyList<AlignmentPrompt> Prompts { get; private init; } = [];

    /// <summary>The candidates; absent where they could not be read.</summary>
    public CandidateSet? Set { get; private init; }

    /// <summary>What each judge said, by its identity.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JudgedCandidate>> Judged { get; private init; } =
        new Dictionary<string, IReadOnlyList<JudgedCandidate>>();

    /// <summary>Why candidates and verdicts could not be read; absent where they could.</summary>
    public string? CandidatesProblem { get; private init; }

    /// <summary>The pairs; absent where they could not be read.</summary>
    public PairSelection? Selection { get; private init; }

    /// <summary>Why the pairs could not be read; absent where they could.</summary>
    public string? PairsProblem { get; private init; }

    /// <summary>Folder of the adapter that was trained on the pairs.</summary>
    public string AdapterFolder => Path.Combine(Folder, AlignmentRun.AdapterName);

    /// <summary>
    /// The candidates as the judge of the pairs judged them; empty where no judge of the catalog is that one.
    /// </summary>
    public IReadOnlyList<JudgedCandidate> Rewarded
    {
        get
        {
            if (Selection is not { } selection)
                return [];
            var ofJudge = Judged.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)
                .Where(judged =>
                    judged.Any(one => one.Judge == selection.Judge && one.JudgeVersion == selection.JudgeVersion));
            // One judge may have looked with several settings: the one that decided gave the scores of the pairs.
            return ofJudge.FirstOrDefault(judged => selection.Pairs.All(pair =>
                judged.Any(one => one.Candidate == pair.Winner.Candidate && one.Score == pair.Winner.Score))) ?? [];
        }
    }

    /// <summary>Reads every round of a run, in order; what cannot be read is said and not thrown.</summary>
    /// <param name="runFolder">Folder of the run.</param>
    public static IReadOnlyList<RunRound> All(string runFolder) => Directory.Exists(runFolder)
        ? [.. from folder in Directory.EnumerateDirectories(runFolder, Prefix + "*")
              let name = Path.GetFileName(folder)[Prefix.Length..]
              where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
              let round = int.Parse(name, CultureInfo.InvariantCulture)
              orderby round
              select new RunRound(round, folder).Read(runFolder)]
        : [];

    private RunRound Read(string runFolder)
    {
        var read = this;
        try
        {
            using var folder = CandidateFolder.Open(runFolder, Round);
            var candidates = folder.Candidates(Round);
            read = read with
            {
                Recipe = folder.Recipe,
                Prompts = folder.Prompts,
                Set = folder.Set(Round),
                Judged = folder.Judges.ToDictionary(
                    judge => judge,
                    judge => (IReadOnlyList<JudgedCandidate>)[.. candidates.Select(candidate =>
                        folder.FindVerdict(candidate, judge)).OfType<JudgedCandidate>()]),
            };
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            read = read with { CandidatesProblem = exception.Message };
        }

        var pairs = Path.Combine(Folder, PairFile.Name);
        try
        {
            return File.Exists(pairs)
                ? read with { Selection = PairFile.Read(pairs) }
                : read with { PairsProblem = $"No pairs were chosen yet: round {Round} has no {PairFile.Name}." };
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            return read with { PairsProblem = exception.Message };
        }
    }
}
