using System.Text.Json;
using Plumbline.Alignment.Catalog;

namespace Plumbline.Alignment.Labelling;

/// <summary>The votes of a run, kept in its catalog: each is safe once it is recorded.</summary>
public sealed class VoteBook
{
    private const string Kind = "vote";

    private readonly RunCatalog _catalog;
    private readonly Dictionary<(string Question, string Voter), Vote> _latest = [];

    /// <summary>Reads what has been voted.</summary>
    /// <param name="catalog">The catalog of the run; the caller keeps owning it.</param>
    /// <exception cref="InvalidDataException">A vote in the catalog is damaged.</exception>
    public VoteBook(RunCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        foreach (var unit in catalog.FindAll(Kind))
            Remember(JsonSerializer.Deserialize(unit.PayloadJson, VoteJson.Default.Vote)!);
    }

    /// <summary>The last answer of every voter to every question, in the order of the questions' keys.</summary>
    public IReadOnlyList<Vote> Votes =>
        [.. _latest.Values.OrderBy(vote => vote.Question, StringComparer.Ordinal).ThenBy(
            vote => vote.Voter, StringComparer.Ordinal)];

    /// <summary>What a voter said last of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="voter">Who.</param>
    /// <returns>The answer; absent where there is none.</returns>
    public VoteChoice? Find(LabelQuestion question, string voter)
    {
        ArgumentNullException.ThrowIfNull(question);
        return _latest.GetValueOrDefault((question.Key, voter))?.Choice;
    }

    /// <summary>Records an answer; an earlier one of this voter is kept and no longer counts.</summary>
    /// <param name="question">The question.</param>
    /// <param name="voter">Who answered, at least one letter.</param>
    /// <param name="choice">The answer.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Record(LabelQuestion question, string voter, VoteChoice choice)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentException.ThrowIfNullOrWhiteSpace(voter);
        var attempt = _latest.TryGetValue((question.Key, voter), out var before) ? before.Attempt + 1 : 0;
        var vote = new Vote(question.Key, voter, attempt, choice);
        _catalog.Commit(new(
            Kind, UnitOfWork.KeyOf(question.Key, voter, $"{attempt}"),
            JsonSerializer.Serialize(vote, VoteJson.Default.Vote)));
        Remember(vote);
    }

    private void Remember(Vote vote)
    {
        var key = (vote.Question, vote.Voter);
        if (!_latest.TryGetValue(key, out var known) || known.Attempt < vote.Attempt)
            _latest[key] = vote;
    }
}
