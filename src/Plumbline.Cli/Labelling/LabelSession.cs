using Plumbline.Alignment.Labelling;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Labelling;

/// <summary>The questions of one voter: which clip is on which side, and what was answered.</summary>
internal sealed class LabelSession
{
    private static readonly (string Word, VoteChoice Choice)[] Words =
        [("alike", VoteChoice.Alike), ("skip", VoteChoice.Skipped)];

    private readonly IReadOnlyList<LabelQuestion> _questions;
    private readonly VoteBook _book;
    private readonly string _voter;
    private readonly int _seed;

    /// <summary>Begins, or goes on.</summary>
    /// <param name="questions">The questions in their order.</param>
    /// <param name="book">The votes.</param>
    /// <param name="voter">Who votes.</param>
    /// <param name="seed">Draws the sides.</param>
    public LabelSession(IReadOnlyList<LabelQuestion> questions, VoteBook book, string voter, int seed) =>
        (_questions, _book, _voter, _seed) = (questions, book, voter, seed);

    /// <summary>How many questions there are.</summary>
    public int Count => _questions.Count;

    /// <summary>How many this voter has answered.</summary>
    public int AnsweredCount => _questions.Count(question => _book.Find(question, _voter) is not null);

    /// <summary>What is shown of a question.</summary>
    /// <param name="place">Its number from 0.</param>
    public (string Prompt, JudgedCandidate Left, JudgedCandidate Right, string? Choice) Shown(int place)
    {
        var question = _questions[place];
        var isFirstOnLeft = question.IsFirstOnLeft(_seed);
        var choice = _book.Find(question, _voter) switch
        {
            null => null,
            VoteChoice.First => isFirstOnLeft ? "left" : "right",
            VoteChoice.Second => isFirstOnLeft ? "right" : "left",
            var other => Words.First(word => word.Choice == other).Word,
        };
        return isFirstOnLeft
            ? (question.Prompt.Text, question.First, question.Second, choice)
            : (question.Prompt.Text, question.Second, question.First, choice);
    }

    /// <summary>
    /// The first question after a place that is not answered, else the first of all; the total where none is left.
    /// </summary>
    /// <param name="place">Where to begin, −1 for the first.</param>
    public int NextOpen(int place)
    {
        var open = Enumerable.Range(0, Count).Where(i => _book.Find(_questions[i], _voter) is null).ToArray();
        return open.Length == 0 ? Count : open.FirstOrDefault(i => i > place, open[0]);
    }

    /// <summary>Records an answer.</summary>
    /// <param name="place">Number of the question from 0.</param>
    /// <param name="word">left, right, alike or skip.</param>
    /// <exception cref="InvalidDataException">There is no such question or no such answer.</exception>
    public void Answer(int place, string word)
    {
        if (place >= Count)
            throw new InvalidDataException($"Vote: expected a question below {Count}, got {place}.");
        var isFirstOnLeft = _questions[place].IsFirstOnLeft(_seed);
        VoteChoice choice = word switch
        {
            "left" => isFirstOnLeft ? VoteChoice.First : VoteChoice.Second,
            "right" => isFirstOnLeft ? VoteChoice.Second : VoteChoice.First,
            _ when Words.FirstOrDefault(known => known.Word == word) is { Word: not null } known => known.Choice,
            _ => throw new InvalidDataException($"Vote: expected left, right, alike or skip, got {word}."),
        };
        _book.Record(_questions[place], _voter, choice);
    }
}
