using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Judges;

/// <summary>Joins the verdicts of the shots: each counts by its length, and unscorable ones do not count.</summary>
internal static class ClipVerdict
{
    private const int Replicates = 1000;

    public static Verdict From(IReadOnlyList<ShotResult> shots, int seed)
    {
        var verdicts = shots.Select(s => s.Verdict).ToArray();
        var scored = shots.Where(s => s.Verdict.Score is not null).ToArray();
        if (scored.Length == 0)
        {
            var longest = shots.MaxBy(s => s.FrameCount)!;
            return new Unscorable(longest.Verdict.Reason!) { Shots = verdicts, Parts = longest.Parts };
        }

        return new Scored(Mean(scored, s =>
            s.Verdict.Score!.Value), Bootstrap(scored, seed))
        {
            Shots = verdicts,
            Parts = Pooled(scored),
        };
    }

    private static double Mean(IReadOnlyList<ShotResult> shots, Func<ShotResult, double> value) =>
        shots.Sum(s => s.FrameCount * value(s)) / shots.Sum(s => s.FrameCount);

    // A part of the clip is the mean over the shots that have it, weighed by length; one that no shot has is absent.
    private static List<Part> Pooled(IReadOnlyList<ShotResult> shots)
    {
        var parts = new List<Part>();
        foreach (var name in shots.SelectMany(s => s.Parts).Select(p => p.Name).Distinct())
        {
            var having = shots.Where(s => s.Parts.Any(p => p.Name == name)).ToArray();
            var example = having[0].Parts.First(p => p.Name == name);
            parts.Add(example with { Value = Mean(having, s => s.Parts.First(p => p.Name == name).Value) });
        }

        return parts;
    }

    /// <summary>95 % percentile interval over frames drawn with replacement within each shot.</summary>
    private static Interval Bootstrap(IReadOnlyList<ShotResult> shots, int seed)
    {
        var random = new Random(seed);
        var scores = new double[Replicates];
        for (var r = 0; r < Replicates; r++)
            scores[r] = Mean(shots, shot =>
            {
                // What the shot's score adds to its frames' own (a floor by pairs) is carried along.
                var (credit, weight) = (0.0, 0.0);
                var own = shot.Weights.Sum() is > 0 and var all ? shot.Credits.Sum() / all : 0;
                for (var i = 0; i < shot.Credits.Length; i++)
                {
                    var pick = random.Next(shot.Credits.Length);
                    credit += shot.Credits[pick];
                    weight += shot.Weights[pick];
                }

                return Math.Clamp((weight > 0 ? 100 * (credit / weight - own) : 0) + shot.Verdict.Score!.Value, 0, 100);
            });
        return PercentileInterval.Of(scores);
    }
}
