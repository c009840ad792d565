using Plumbline.Alignment.Statistics;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>How often clips show what their captions say, for one kind of question.</summary>
/// <param name="Attribute">What was asked.</param>
/// <param name="Asked">Clips that were asked.</param>
/// <param name="Right">Clips that gave the answer of their caption.</param>
/// <param name="Chance">
/// The share of right answers that clips give to the captions of the others, 0 to 1; absent for one clip.
/// </param>
public sealed record AttributeRate(CaptionAttribute Attribute, int Asked, int Right, double? Chance)
{
    // Whole rounds of the turns of EvaluationWorlds; all pairs of so many say enough.
    private static readonly int MostForChance = 24 * EvaluationWorlds.RoundCount;

    /// <summary>Share of right answers, 0 to 1.</summary>
    public double Share => (double)Right / Asked;

    /// <summary>Share of right answers of who guesses evenly among the possible ones.</summary>
    public double Guess => 1.0 / Attribute switch
    {
        CaptionAttribute.Colour => WorldAnswers.ColourCount,
        CaptionAttribute.Shape => WorldAnswers.ShapeCount,
        CaptionAttribute.Texture => WorldAnswers.TextureCount,
        CaptionAttribute.Count => WorldLabels.MostObjects,
        CaptionAttribute.Arrangement => 5,
        CaptionAttribute.Relation => Enum.GetValues<SpatialRelation>().Length,
        CaptionAttribute.Move => WorldAnswers.MoveCount,
        _ => throw new InvalidOperationException($"Attribute rate: expected a known attribute, got {Attribute}."),
    };

    /// <summary>95 % Wilson interval of the share.</summary>
    public Interval Interval => WilsonInterval.Of(Right, Asked);

    /// <summary>Asks clips about their captions, and about each other's.</summary>
    /// <param name="clips">Each clip's caption and what was read from it; the place in the list is its number.</param>
    /// <returns>One rate for each kind of question that was asked.</returns>
    /// <remarks>
    /// The chance is that of the same choice: only clips that are asked a question themselves are asked it about other
    /// captions. It is the mean over every pair of different clips among the first 480: what endless shuffling would
    /// give.
    /// </remarks>
    public static IReadOnlyList<AttributeRate> Of(IReadOnlyList<(TrainingWorld Caption, WorldReading Reading)> clips)
    {
        ArgumentNullException.ThrowIfNull(clips);
        var answers = clips.Select((clip, i) => CaptionQuestions.Ask(clip.Caption, clip.Reading, i)).ToArray();
        var chances = Chances([.. clips.Take(MostForChance)], answers);
        return [.. Enum.GetValues<CaptionAttribute>()
            .Select(attribute => (attribute, Asked: answers.Where(answer => answer.ContainsKey(attribute)).ToArray()))
            .Where(question => question.Asked.Length > 0)
            .Select(question => new AttributeRate(
                question.attribute, question.Asked.Length, question.Asked.Count(answer => answer[question.attribute]),
                chances.TryGetValue(question.attribute, out var chance) ? chance : null))];
    }

    private static Dictionary<CaptionAttribute, double> Chances(
        (TrainingWorld Caption, WorldReading Reading)[] clips, IReadOnlyDictionary<CaptionAttribute, bool>[] answers)
    {
        var counts = new Dictionary<CaptionAttribute, (int Right, int Asked)>();
        for (var i = 0; i < clips.Length; i++)
        {
            for (var j = 0; j < clips.Length; j++)
            {
                if (i == j)
                    continue;
                foreach (var (attribute, isRight) in CaptionQuestions.Ask(clips[j].Caption, clips[i].Reading, j))
                {
                    if (!answers[i].ContainsKey(attribute))
                        continue;
                    var (right, asked) = counts.GetValueOrDefault(attribute);
                    counts[attribute] = (right + (isRight ? 1 : 0), asked + 1);
                }
            }
        }

        return counts.ToDictionary(pair => pair.Key, pair => (double)pair.Value.Right / pair.Value.Asked);
    }
}
