using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Held-out worlds whose captions are mixed so that no answer can be guessed.</summary>
/// <remarks>
/// As they are drawn, nearly half of the worlds have two things, and "two" would be right in nearly half of the clips
/// without a look at them. So worlds are taken in turn by what their captions say: one thing, two alike, two different
/// (of each relation in turn), three alike, three different. Whoever always gives one answer is right in a fifth of the
/// arrangements and in a quarter of the relations.
/// </remarks>
public static class EvaluationWorlds
{
    private const int Arrangements = 5;

    private static readonly SpatialRelation[] Relations = Enum.GetValues<SpatialRelation>();

    private static readonly string[] Turns = [.. Relations.SelectMany(relation => (string[])
        ["one", "two alike", $"two {relation}", "three alike", "three different"])];

    /// <summary>Worlds after which every answer has had its turn equally often.</summary>
    public static int RoundCount { get; } = Arrangements * Relations.Length;

    /// <summary>Seeds of the first worlds of the test split in the order of the turns.</summary>
    /// <param name="count">How many worlds, at least 1.</param>
    /// <param name="format">Size and length of the clips; captions hardly depend on it, but may.</param>
    /// <param name="token">Stops the search.</param>
    /// <returns>World seeds; a longer list begins with a shorter one.</returns>
    public static IReadOnlyList<long> Seeds(int count, WorldFormat format, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(format);
        var waiting = Turns.Distinct().ToDictionary(turn => turn, _ => new Queue<long>());
        var seeds = new List<long>(count);
        for (var index = 0L; ; index++)
        {
            while (waiting[Turns[seeds.Count % Turns.Length]].TryDequeue(out var seed))
            {
                seeds.Add(seed);
                if (seeds.Count == count)
                    return seeds;
            }

            token.ThrowIfCancellationRequested();
            var next = WorldSeeds.Of(WorldSplit.Test, index);
            waiting[TurnOf(TrainingWorld.FromSeed(next, format))].Enqueue(next);
        }
    }

    private static string TurnOf(TrainingWorld world) => (world.Objects.Count, world.Relations) switch
    {
        (1, _) => "one",
        (2, []) => "two alike",
        (2, [var relation]) => $"two {relation.Relation}",
        (_, []) => "three alike",
        _ => "three different",
    };
}
