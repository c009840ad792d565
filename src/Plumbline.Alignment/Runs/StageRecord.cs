namespace Plumbline.Alignment.Runs;

/// <summary>What is remembered of a stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Round">Its round, from 1; absent for a stage of the whole run.</param>
/// <param name="Seconds">Time that was worked on it, over all sittings.</param>
/// <param name="IsWhole">
/// Whether every sitting could tell its time; where not, <paramref name="Seconds"/> is less than it took.
/// </param>
/// <param name="Count">
/// What it gave: checks, candidates, verdicts, pairs, steps, or pairs of clips; 0 until it has ended.
/// </param>
/// <param name="Text">What came out, in a sentence; empty until it has ended.</param>
public sealed record StageRecord(AlignmentStage Stage, int? Round, double Seconds, bool IsWhole, int Count, string Text)
{
    /// <summary>Whether a sitting is at work on it, or was when it was killed.</summary>
    public bool IsOpen { get; init; }
}
