using Plumbline.Alignment.Evaluation;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Evaluation;

public sealed class CaptionQuestionsTests
{
    private static readonly WorldFormat Format = new(64, 64, 9);

    private static readonly (TrainingWorld Caption, WorldReading Reading)[] Worlds =
        [.. EvaluationWorlds.Seeds(100, Format).Select(seed => TrainingWorld.FromSeed(seed, Format)).Select(
            world => (world, ReadingOf.World(world)))];

    [Fact]
    public void What_is_there_answers_every_question_of_its_caption()
    {
        var answers = Worlds.Select((world, i) => CaptionQuestions.Ask(world.Caption, world.Reading, i)).ToArray();

        Assert.All(answers, answer => Assert.DoesNotContain(false, answer.Values));
        Assert.All(Enum.GetValues<CaptionAttribute>(), attribute =>
            Assert.Contains(answers, answer => answer.ContainsKey(attribute)));
    }

    [Fact]
    public void Other_captions_are_right_by_chance_alone()
    {
        var rates = AttributeRate.Of(Worlds).ToDictionary(rate => rate.Attribute);

        Assert.All(rates.Values, rate => Assert.Equal(1, rate.Share));
        foreach (
            var attribute in new[] { CaptionAttribute.Colour, CaptionAttribute.Shape, CaptionAttribute.Arrangement })
            Assert.InRange(rates[attribute].Chance!.Value, 0.05, 0.25);
        // Twenty clips are asked; one standard deviation of their chance is 0.1 at the most.
        Assert.InRange(rates[CaptionAttribute.Relation].Chance!.Value, 0.05, 0.45);
    }

    [Fact]
    public void No_answer_is_right_more_often_than_another()
    {
        var arrangements = Worlds.GroupBy(world => (world.Caption.Objects.Count, world.Caption.Relations.Count > 0));
        var relations = Worlds.Where(world => world.Caption is { Objects.Count: 2, Relations.Count: 1 }).GroupBy(
            world => world.Caption.Relations[0].Relation);

        Assert.Equal([20, 20, 20, 20, 20], arrangements.Select(group => group.Count()));
        Assert.Equal([5, 5, 5, 5], relations.Select(group => group.Count()));
    }

    [Fact]
    public void Relations_are_asked_of_two_different_things_only()
    {
        Assert.All(Worlds, world => Assert.Equal(
            world.Caption.Objects.Count == 2 && world.Caption.Relations.Count == 1,
            CaptionQuestions.Ask(world.Caption, world.Reading, 0).ContainsKey(CaptionAttribute.Relation)));
    }

    [Fact]
    public void A_colour_that_is_not_there_is_no_right_answer()
    {
        var (caption, reading) = Worlds.First(world => world.Caption.Objects.Count == 1);
        var colour = (int)caption.Objects[0].Colour;
        var other = (colour + 1) % 8;
        var painted = reading.ShapeCells.ToArray();
        for (var shape = 0; shape < 7; shape++)
            (painted[colour * 7 + shape], painted[other * 7 + shape]) =
                (painted[other * 7 + shape], painted[colour * 7 + shape]);

        Assert.False(CaptionQuestions.Ask(caption, reading with { ShapeCells = painted }, 0)[CaptionAttribute.Colour]);
    }

    [Theory]
    [InlineData(0.4, 20, 0, 1, true)]
    [InlineData(1.3, 20, 4, 1, true)]
    [InlineData(1.8, 20, 2, 2, true)]
    [InlineData(2.2, 20, 5, 2, false)]
    [InlineData(2.7, 20, 3, 3, true)]
    [InlineData(4.0, 8, 8, 3, false)]
    public void Arrangements_are_the_nearest_count_and_the_colours_that_have_cells(
        double count, double first, double second, int expectedCount, bool areAlike)
    {
        var reading = Worlds[0].Reading with { Count = count, ColourCells = [0, 0, first, 0, 0, second, 0, 0] };

        Assert.Equal((expectedCount, areAlike), CaptionQuestions.ArrangementOf(reading));
    }

    [Fact]
    public void Worlds_come_in_turns_and_a_longer_list_begins_with_a_shorter_one()
    {
        var (shorter, longer) = (EvaluationWorlds.Seeds(24, Format), EvaluationWorlds.Seeds(36, Format));

        Assert.Equal(shorter, longer.Take(24));
        Assert.Equal(longer.Count, longer.Distinct().Count());
        Assert.All(longer, seed => Assert.Equal(WorldSplit.Test, WorldSeeds.SplitOf(seed)));
    }
}
