namespace Plumbline.Alignment.Pairs;

/// <summary>What the judge said of a candidate before it was finished.</summary>
/// <param name="PromptId">Its prompt.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Round">Round of the run.</param>
/// <param name="Score">Score of the decoded estimate, points; absent where there is none.</param>
public sealed record CandidatePreview(string PromptId, long Seed, int Round, double? Score);
