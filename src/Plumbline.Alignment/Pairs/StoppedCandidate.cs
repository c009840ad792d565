namespace Plumbline.Alignment.Pairs;

/// <summary>A candidate whose preview said that it is not worth finishing.</summary>
/// <param name="PromptId">Its prompt.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Round">Round of the run.</param>
/// <param name="StepsTaken">Steps after which the preview was taken.</param>
/// <param name="PreviewScore">Score of its preview, points.</param>
/// <param name="BestPreviewScore">Score of the best preview of its prompt, points.</param>
/// <param name="IsAudited">Whether it was finished all the same, to measure what stopping costs.</param>
public sealed record StoppedCandidate(
    string PromptId, long Seed, int Round, int StepsTaken, double PreviewScore, double BestPreviewScore,
    bool IsAudited);
