namespace Plumbline.Alignment.Pairs;

/// <summary>The candidates of a round.</summary>
/// <param name="Candidates">Every finished candidate, in the order of the prompts and of their seeds.</param>
/// <param name="Stopped">Every candidate whose preview was clearly worse than its siblings', in the same order.</param>
/// <param name="Previews">Every preview, in the same order.</param>
/// <param name="StepsPerCandidate">Steps that a finished candidate takes.</param>
public sealed record CandidateSet(
    IReadOnlyList<Candidate> Candidates, IReadOnlyList<StoppedCandidate> Stopped,
    IReadOnlyList<CandidatePreview> Previews,
    int StepsPerCandidate)
{
    /// <summary>Candidates that were made in this sitting; the others were there.</summary>
    public int MadeCount { get; init; }

    /// <summary>Share of the sampler's steps that stopping saved; absent where no candidate was begun.</summary>
    public double? SavedStepShare
    {
        get
        {
            var given = Stopped.Where(stopped => !stopped.IsAudited).ToArray();
            var all = (Candidates.Count + given.Length) * (double)StepsPerCandidate;
            return all == 0 ? null : given.Sum(stopped => StepsPerCandidate - stopped.StepsTaken) / all;
        }
    }
}
