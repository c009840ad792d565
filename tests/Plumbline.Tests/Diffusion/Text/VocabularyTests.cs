using Plumbline.Diffusion.Text;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Diffusion.Text;

public sealed class VocabularyTests
{
    private static readonly Vocabulary Words = new(["a", "red", "brick", "arch", "camera", "orbits"]);

    [Fact]
    public void Words_are_read_in_any_case_and_between_any_marks()
    {
        var read = Words.Read("A RED, brick;arch! the-");

        Assert.Equal([0, 1, 2, 3], read.Tokens);
        Assert.Equal("the-", Assert.Single(read.Unknown).Word);
    }

    [Fact]
    public void An_unknown_word_is_reported_once_with_the_nearest_known_ones()
    {
        var read = Words.Read("a rad arch, a rad brik");

        Assert.Equal([0, 3, 0], read.Tokens);
        Assert.Equal(["rad", "brik"], read.Unknown.Select(word => word.Word));
        Assert.Equal("red", read.Unknown[0].Nearest[0]);
        Assert.Equal("brick", read.Unknown[1].Nearest[0]);
    }

    [Fact]
    public void Nothing_reads_as_no_word() => Assert.Empty(Words.Read("  ").Tokens);

    [Theory]
    [InlineData("Red")]
    [InlineData("left of")]
    [InlineData("")]
    public void Only_single_lower_case_words_can_be_known(string word) =>
        Assert.Throws<ArgumentException>(() => new Vocabulary(["a", word]));

    [Fact]
    public void A_word_that_is_there_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Vocabulary(["a", "red", "a"]));

    [Fact]
    public void Every_caption_of_the_worlds_is_read_whole()
    {
        var vocabulary = new Vocabulary(CaptionGrammar.Vocabulary);

        var unknown = Enumerable.Range(0, 50)
            .SelectMany(seed => vocabulary.Read(TrainingWorld.FromSeed(seed).Caption).Unknown);

        Assert.Empty(unknown);
    }
}
