using System.Text.Json.Serialization;
using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Calibration;

/// <summary>One clip with one defect, from untouched to worst, as the judge saw it.</summary>
/// <param name="Clip">Name of the clip.</param>
/// <param name="Defect">Name of the defect.</param>
/// <param name="Seed">Seed of the defect.</param>
/// <param name="Steps">What the judge said at severity 0, 1, …</param>
public sealed record DefectLadder(string Clip, string Defect, int Seed, IReadOnlyList<Outcome> Steps)
{
    /// <summary>Whether the untouched clip has a score; without it the ladder says nothing.</summary>
    [JsonIgnore]
    public bool IsTestable => Steps[0].Score is not null;

    /// <summary>
    /// Whether the judge orders severity and score the right way: 1 when every step scores lower than the one before,
    /// −1 when higher. Absent when fewer than four steps have a score; 0 when all of them are equal, for then nothing
    /// was ordered.
    /// </summary>
    public double? RankAgreement
    {
        get
        {
            var severities = new List<double>();
            var scores = new List<double>();
            for (var step = 0; step < Steps.Count; step++)
            {
                if (Steps[step].Score is not { } score)
                    continue;
                severities.Add(step);
                scores.Add(score);
            }

            return scores.Count < 4 ? null : -RankCorrelation.Spearman(severities, scores) ?? 0;
        }
    }

    /// <summary>
    /// Whether the cleaner of two steps won: both have a score, and that of the cleaner step is higher.
    /// </summary>
    /// <param name="cleaner">Severity of the cleaner step.</param>
    /// <param name="worse">Severity of the other.</param>
    /// <returns>
    /// False also for a tie, and for a step without a score: a judge that does not answer has not seen the defect.
    /// </returns>
    public bool CleanerWins(int cleaner, int worse) => Steps[cleaner].Score > Steps[worse].Score;
}
