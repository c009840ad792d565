namespace Plumbline.Alignment.Runs;

/// <summary>How far a stage of a run has come.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Round">Its round, from 1; absent for a stage of the whole run.</param>
/// <param name="Done">What is done of it in this sitting.</param>
/// <param name="Left">What is left of it, in the same unit; 0 at its end.</param>
/// <param name="Text">
/// What there is to say, such as a loss or, at the end of the stage, what came out; may be empty.
/// </param>
public sealed record AlignmentProgress(AlignmentStage Stage, int? Round, double Done, double Left, string Text)
{
    /// <summary>Whether the stage has ended.</summary>
    public bool IsEnd { get; init; }
}
