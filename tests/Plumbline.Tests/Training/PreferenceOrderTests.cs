using Plumbline.Alignment.Training;

namespace Plumbline.Tests.Training;

public sealed class PreferenceOrderTests
{
    [Fact]
    public void No_prompt_is_both_trained_on_and_held_out()
    {
        var split = PreferenceSplit.Of(PreferenceSubjects.Entries(20, 5), 0.2);

        var (training, heldOut) = (Prompts(split.Training), Prompts(split.HeldOut));
        Assert.Equal((16, 4), (training.Length, heldOut.Length));
        Assert.Empty(training.Intersect(heldOut));
        Assert.Equal(100, split.Training.Count + split.HeldOut.Count);
    }

    [Fact]
    public void The_side_of_a_prompt_does_not_depend_on_its_place()
    {
        var entries = PreferenceSubjects.Entries(12, 1);

        Assert.Equal(
            Prompts(PreferenceSplit.Of(entries, 0.25).HeldOut).Order(),
            Prompts(PreferenceSplit.Of([.. entries.Reverse()], 0.25).HeldOut).Order());
    }

    [Fact]
    public void Too_little_to_train_on_is_refused()
    {
        Assert.Contains("got none", Assert.Throws<InvalidDataException>(() =>
            PreferenceSplit.Of([], 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("at least two prompts", Assert.Throws<InvalidDataException>(() =>
            PreferenceSplit.Of(PreferenceSubjects.Entries(1, 9), 0.1)).Message, StringComparison.Ordinal);
        Assert.Equal(9, PreferenceSplit.Of(PreferenceSubjects.Entries(1, 9), 0).Training.Count);
    }

    [Fact]
    public void Easy_pairs_come_first_and_every_later_round_has_every_pair_once()
    {
        double[] margins = [.. Enumerable.Range(0, 50).Select(i => (double)i)];
        var curriculum = new PairCurriculum(margins, 2, 0.2);

        var early = Enumerable.Range(0, 20).Select(i => margins[curriculum.At(i)]).ToArray();
        var late = Enumerable.Range(80, 20).Select(i => margins[curriculum.At(i)]).ToArray();
        int Of(int round, int i) => curriculum.At(100 + 50 * round + i);

        // The pool grows from 10 to 26 pairs in the first 20 samples.
        Assert.True(early.Min() >= 50 - 26);
        Assert.True(late.Min() < 20);
        foreach (var round in new[] { 0, 1 })
            Assert.Equal(Enumerable.Range(0, 50), Enumerable.Range(0, 50).Select(i => Of(round, i)).Order());
        Assert.NotEqual(Enumerable.Range(0, 50).Select(i => Of(0, i)), Enumerable.Range(0, 50).Select(i => Of(1, i)));
    }

    private static string[] Prompts(IEnumerable<PreferenceEntry> entries) =>
        [.. entries.Select(entry => entry.PromptId).Distinct()];
}
