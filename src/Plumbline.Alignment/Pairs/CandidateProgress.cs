namespace Plumbline.Alignment.Pairs;

/// <summary>How far the making of candidates has come.</summary>
/// <param name="PromptIndex">The prompt in hand, from 0.</param>
/// <param name="PromptCount">Prompts in all.</param>
/// <param name="FinishedCount">Candidates that are there.</param>
/// <param name="StoppedCount">Candidates that were given up.</param>
/// <param name="FreshSteps">Steps of the sampler that were taken in this sitting.</param>
/// <param name="StepsLeft">Steps that are left if no candidate is given up and no prompt gets more or fewer.</param>
public readonly record struct CandidateProgress(
    int PromptIndex, int PromptCount, int FinishedCount, int StoppedCount, long FreshSteps, long StepsLeft);
