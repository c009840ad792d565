namespace Plumbline.Alignment.Pairs;

/// <summary>Two candidates of one prompt, of which one is preferred.</summary>
public sealed record PreferencePair
{
    /// <summary>Makes a pair.</summary>
    /// <param name="prompt">The prompt of both.</param>
    /// <param name="winner">The preferred candidate.</param>
    /// <param name="loser">The other one.</param>
    /// <param name="margin">By how much the reward of the winner exceeds the loser's.</param>
    /// <exception cref="ArgumentException">
    /// The candidates are of other prompts, are the same one, or the margin is not finite.
    /// </exception>
    public PreferencePair(AlignmentPrompt prompt, JudgedCandidate winner, JudgedCandidate loser, double margin)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(winner);
        ArgumentNullException.ThrowIfNull(loser);
        if (winner.Candidate.PromptId != prompt.Id || loser.Candidate.PromptId != prompt.Id)
            throw new ArgumentException(
                $"Preference pair: expected two candidates of {prompt.Id}, got {winner.Candidate.PromptId} and "
                + $"{loser.Candidate.PromptId}.");
        if (winner.Candidate == loser.Candidate)
            throw new ArgumentException(
                $"Preference pair: expected two candidates, got {winner.Candidate.LatentsPath} twice.");
        if (!double.IsFinite(margin))
            throw new ArgumentException(
                $"Preference pair of {prompt.Id}: expected a finite margin, got {margin}.", nameof(margin));
        (Prompt, Winner, Loser, Margin) = (prompt, winner, loser, margin);
    }

    /// <summary>The prompt of both candidates.</summary>
    public AlignmentPrompt Prompt { get; }

    /// <summary>The preferred candidate.</summary>
    public JudgedCandidate Winner { get; }

    /// <summary>The other candidate.</summary>
    public JudgedCandidate Loser { get; }

    /// <summary>
    /// By how much the winner's score exceeds the loser's, in points of the judge; at most 0 only where chance or a
    /// person chose the winner.
    /// </summary>
    public double Margin { get; }
}
