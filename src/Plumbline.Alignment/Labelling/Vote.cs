namespace Plumbline.Alignment.Labelling;

/// <summary>One answer of one person.</summary>
/// <param name="Question">The <see cref="LabelQuestion.Key"/>.</param>
/// <param name="Voter">Who answered.</param>
/// <param name="Attempt">How often this voter had answered the question before; the last answer counts.</param>
/// <param name="Choice">The answer.</param>
public sealed record Vote(string Question, string Voter, int Attempt, VoteChoice Choice);
