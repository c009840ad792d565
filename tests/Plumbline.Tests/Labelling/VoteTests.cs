using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Labelling;
using Plumbline.Alignment.Pairs;
using Plumbline.Tests.Pairs;

namespace Plumbline.Tests.Labelling;

public sealed class VoteTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-votes-");
    private readonly RunCatalog _catalog;

    public VoteTests() => _catalog = RunCatalog.Open(CatalogPath);

    private string CatalogPath => Path.Combine(_folder.FullName, "run.sqlite");

    private static PreferencePair Pair(long winner, long loser, double gap) =>
        new(SomePairs.Prompt, SomePairs.Scored(winner, 50 + gap), SomePairs.Scored(loser, 50), gap);

    private static PairSelection Selection(params PreferencePair[] pairs) =>
        new("geometry", "1.2", PairRules.Default, pairs, []);

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_question_is_the_same_whichever_clip_the_judge_prefers()
    {
        var one = LabelQuestion.Of([Selection(Pair(1, 2, 8))], 1).Single();
        var other = LabelQuestion.Of([Selection(Pair(2, 1, 8))], 1).Single();

        Assert.Equal(one.Key, other.Key);
        Assert.Equal(one.First.Candidate, other.First.Candidate);
    }

    [Fact]
    public void Two_clips_are_asked_about_once_and_sides_are_drawn_by_the_seed()
    {
        var pairs = Enumerable.Range(0, 40).Select(i => Pair(2 * i, 2 * i + 1, 5)).ToArray();

        var questions = LabelQuestion.Of([Selection(pairs), Selection(pairs[..10])], 1);

        Assert.Equal(40, questions.Count);
        Assert.InRange(questions.Count(question => question.IsFirstOnLeft(1)), 10, 30);
        Assert.NotEqual(questions.Select(q => q.IsFirstOnLeft(1)), questions.Select(q => q.IsFirstOnLeft(2)));
        Assert.NotEqual(questions.Select(q => q.Key), LabelQuestion.Of([Selection(pairs)], 2).Select(q => q.Key));
    }

    [Fact]
    public void Of_several_answers_of_one_voter_the_last_counts_also_after_a_restart()
    {
        var question = LabelQuestion.Of([Selection(Pair(1, 2, 8))], 1).Single();
        var book = new VoteBook(_catalog);
        book.Record(question, "ann", VoteChoice.First);
        book.Record(question, "ann", VoteChoice.Alike);
        book.Record(question, "bob", VoteChoice.First);

        var again = new VoteBook(_catalog);

        Assert.Equal(VoteChoice.Alike, again.Find(question, "ann"));
        Assert.Equal(VoteChoice.First, again.Find(question, "bob"));
        Assert.Null(again.Find(question, "cy"));
        Assert.Equal(book.Votes, again.Votes);
    }

    [Fact]
    public void Agreement_counts_only_votes_for_one_of_two_clips_with_different_scores()
    {
        var questions = LabelQuestion.Of(
            [Selection(Pair(1, 2, 8), Pair(3, 4, 8), Pair(5, 6, 0), Pair(7, 8, 8), Pair(9, 10, 8))], 1);
        var book = new VoteBook(_catalog);
        Vote(1, isForHigher: true);
        Vote(3, isForHigher: false);
        Vote(5, isForHigher: true);
        book.Record(Of(7), "ann", VoteChoice.Alike);
        book.Record(Of(9), "ann", VoteChoice.Skipped);

        var agreement = VoteAgreement.Of(questions, book.Votes);

        Assert.Equal(new VoteAgreement(4, 1, 2, 1), agreement);
        Assert.Equal(0.5, agreement.Share);
        Assert.InRange(agreement.Interval!.Value.Low, 0, 0.2);

        LabelQuestion Of(long seed) =>
            questions.Single(q => q.First.Candidate.Seed == seed || q.Second.Candidate.Seed == seed);

        void Vote(long seed, bool isForHigher)
        {
            var question = Of(seed);
            var isFirst = question.First.Candidate.Seed == seed == isForHigher;
            book.Record(question, "ann", isFirst ? VoteChoice.First : VoteChoice.Second);
        }
    }

    [Fact]
    public void Nothing_is_said_of_the_judge_without_a_vote()
    {
        var agreement = VoteAgreement.Of(LabelQuestion.Of([Selection(Pair(1, 2, 8))], 1), []);

        Assert.Null(agreement.Share);
        Assert.Null(agreement.Interval);
    }

    [Fact]
    public void People_make_pairs_by_majority_also_against_the_judge()
    {
        var questions = LabelQuestion.Of([Selection(Pair(1, 2, 8), Pair(3, 4, 8), Pair(5, 6, 8))], 1);
        var book = new VoteBook(_catalog);
        foreach (var (question, number) in questions.Select((question, i) => (question, i)))
        {
            var higher = question.First.Score > question.Second.Score ? VoteChoice.First : VoteChoice.Second;
            var lower = higher == VoteChoice.First ? VoteChoice.Second : VoteChoice.First;
            book.Record(question, "ann", number == 0 ? higher : lower);
            book.Record(question, "bob", number == 2 ? higher : VoteChoice.Alike);
        }

        var selection = PersonPairs.Of(questions, book.Votes);

        Assert.Equal([8.0, -8.0], selection.Pairs.Select(pair => pair.Margin));
        Assert.Equal(RejectionKind.NoMajority, selection.Rejected.Single().Kind);
        Assert.Equal("person", selection.Judge);
        Assert.Equal(PairFile.Write(selection), Rewritten(selection));
    }

    private string Rewritten(PairSelection selection)
    {
        var path = Path.Combine(_folder.FullName, PairFile.Name);
        PairFile.Write(selection, path);
        return PairFile.Write(PairFile.Read(path));
    }
}
