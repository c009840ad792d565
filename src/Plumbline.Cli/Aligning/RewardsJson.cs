using System.Text.Json;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Reporting.Packing;

namespace Plumbline.Cli.Aligning;

/// <summary>Writes how the candidates of a round were scored, and what became of them.</summary>
internal static class RewardsJson
{
    /// <summary>Writes the scores of one round.</summary>
    /// <param name="round">The round.</param>
    public static string Write(RunRound round) => PageSection.Of(json =>
    {
        if (round.CandidatesProblem is { } problem)
            throw new InvalidDataException(problem);
        if (round.Set is not { Candidates.Count: > 0 } set)
            throw new InvalidDataException($"No candidate of round {round.Round} is finished.");
        json.WriteNumber("candidates", set.Candidates.Count);
        json.WriteNumber("stopped", set.Stopped.Count(stopped => !stopped.IsAudited));
        PageSection.WriteOptional(json, "savedShare", set.SavedStepShare);
        var rewarded = round.Rewarded;
        json.WriteStartArray("judges");
        foreach (var (identity, judged) in round.Judged.OrderBy(entry => !ReferenceEquals(entry.Value, rewarded))
            .ThenBy(entry => entry.Key, StringComparer.Ordinal))
            WriteJudge(json, identity, judged, ReferenceEquals(judged, rewarded), round.Prompts);
        json.WriteEndArray();
        if (round.Selection is { } selection && rewarded.Count > 0)
            WriteSelection(json, selection, PairStatistics.Of(selection, round.Prompts.Count, rewarded));
        else
            json.WriteString("pairsMissing", round.PairsProblem
                ?? "The judge that chose the pairs is not in the catalog, so that nothing is counted.");
    });

    private static void WriteJudge(
        Utf8JsonWriter json, string identity, IReadOnlyList<JudgedCandidate> judged, bool isReward,
        IReadOnlyList<AlignmentPrompt> prompts)
    {
        var places = prompts.Select((prompt, place) => (prompt.Id, place)).ToDictionary(
            entry => entry.Id, entry => entry.place);
        json.WriteStartObject();
        json.WriteString("identity", identity);
        json.WriteBoolean("isReward", isReward);
        json.WriteNumber("judged", judged.Count);
        json.WriteStartArray("scores");
        foreach (var one in judged)
        {
            if (one.Score is not { } score)
                continue;
            json.WriteStartArray();
            json.WriteNumberValue(places[one.Candidate.PromptId]);
            json.WriteNumberValue(Math.Round(score, 2));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSelection(Utf8JsonWriter json, PairSelection selection, PairStatistics found)
    {
        json.WriteString("rules", RunWords.Of(selection.Rules));
        json.WriteNumber("prompts", found.PromptCount);
        json.WriteNumber("pairs", found.PairCount);
        json.WriteNumber("promptsWithPair", found.PromptsWithPairCount);
        PageSection.WriteOptional(json, "meanScore", found.MeanScore);
        PageSection.WriteOptional(json, "spread", found.SpreadWithinPrompts);
        PageSection.WriteOptional(json, "meanWinner", found.MeanWinnerScore);
        PageSection.WriteOptional(json, "meanLoser", found.MeanLoserScore);
        PageSection.WriteOptional(json, "medianMargin", found.MedianMargin);
        PageSection.WriteOptional(json, "motionRatio", found.MedianMotionRatio);
        PageSection.WriteOptional(json, "pathRatio", found.MedianPathRatio);
        json.WriteStartArray("rejected");
        foreach (var (kind, count) in found.RejectedCounts)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonText.CamelCase(kind));
            json.WriteString("text", RunWords.Of(kind));
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
