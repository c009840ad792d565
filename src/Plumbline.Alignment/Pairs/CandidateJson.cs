using System.Text.Json;

namespace Plumbline.Alignment.Pairs;

/// <summary>
/// How candidates, verdicts and statistics are written as JSON: camelCase names, absent values left out.
/// </summary>
public static class CandidateJson
{
    /// <summary>The candidates of a round.</summary>
    /// <param name="set">The candidates.</param>
    /// <returns>JSON text that ends with a line feed.</returns>
    public static string Write(CandidateSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return JsonSerializer.Serialize(set, PairJson.Indented.CandidateSet) + "\n";
    }

    /// <summary>What a judge said of candidates.</summary>
    /// <param name="judged">The candidates.</param>
    /// <returns>A JSON list that ends with a line feed; every entry has a score or a reason.</returns>
    public static string Write(IReadOnlyList<JudgedCandidate> judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        return JsonSerializer.Serialize(
            [.. judged.Select(PairDocument.JudgedClip.Of)], PairJson.Indented.JudgedClipArray) + "\n";
    }

    /// <summary>The statistics of a choice of pairs.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <returns>JSON text that ends with a line feed.</returns>
    public static string Write(PairStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return JsonSerializer.Serialize(statistics, PairJson.Indented.PairStatistics) + "\n";
    }
}
