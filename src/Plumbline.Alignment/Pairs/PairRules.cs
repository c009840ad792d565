using System.Text.Json.Serialization;

namespace Plumbline.Alignment.Pairs;

/// <summary>What two candidates must have to become a preference pair.</summary>
public sealed record PairRules
{
    /// <summary>Best against worst, 5 points apart, equally moving.</summary>
    public static PairRules Default { get; } = new();

    /// <summary>Which pairs of a prompt are made; the best against the worst by default.</summary>
    public PairChoice Choice { get; init; }

    /// <summary>
    /// Whether both must have begun with the same noise, so that they differ in guidance and start alone; not by
    /// default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SharesNoise { get; init; }

    /// <summary>Least difference of the scores in points, at least 0; 5 by default.</summary>
    public double MinimumGap { get; init; } = 5;

    /// <summary>Least score of the winner in points; absent, as by default, for none.</summary>
    public double? LeastWinnerScore { get; init; }

    /// <summary>
    /// Least part <c>motion</c> of both candidates, in pixels from one sampled frame to the next, at least 0; 0.25 by
    /// default. Absent for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? LeastMotionPixels { get; init; } = 0.25;

    /// <summary>
    /// Largest difference of the candidates' motions as a share of the larger one, in [0, 1]; 0.1 by default. Absent
    /// for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MotionTolerance { get; init; } = 0.1;

    /// <summary>
    /// Least motion of the winner as a share of the loser's, by the part <c>motion</c>, at least 0; absent, as by
    /// default, for none. A tolerance alone lets winners move a little less in most pairs, which is a preference for
    /// holding still.
    /// </summary>
    public double? LeastMotionRatio { get; init; }

    /// <summary>
    /// By what motions are compared; camera path length and parallax by default, and <c>motion</c> where neither camera
    /// moves from its place.
    /// </summary>
    public MotionMeasure MotionMeasure { get; init; }

    /// <summary>
    /// Latents closer than this are near-duplicates, of which the first stays: root mean square of their difference
    /// over that of their values, at least 0; 0.05 by default. Equal files are always duplicates.
    /// </summary>
    public double DuplicateDistance { get; init; } = 0.05;

    /// <summary>Chooses the pairs of <see cref="PairChoice.Random"/>; 1 by default.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <returns>The rules themselves.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public PairRules Validate()
    {
        Require(nameof(MinimumGap), MinimumGap, 0, double.MaxValue);
        Require(nameof(LeastWinnerScore), LeastWinnerScore, double.MinValue, double.MaxValue);
        Require(nameof(LeastMotionPixels), LeastMotionPixels, 0, double.MaxValue);
        Require(nameof(MotionTolerance), MotionTolerance, 0, 1);
        Require(nameof(LeastMotionRatio), LeastMotionRatio, 0, double.MaxValue);
        Require(nameof(DuplicateDistance), DuplicateDistance, 0, double.MaxValue);
        return this;
    }

    private static void Require(string name, double? value, double low, double high)
    {
        // NaN fails every comparison and must be refused too.
        if (value is { } number && !(number >= low && number <= high))
            throw new ArgumentOutOfRangeException(name, number, $"Pair rules: expected {name} in [{low}, {high}].");
    }
}
