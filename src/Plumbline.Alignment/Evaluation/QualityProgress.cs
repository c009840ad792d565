namespace Plumbline.Alignment.Evaluation;

/// <summary>How an evaluation stands.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Units of the stage that are done.</param>
/// <param name="Total">All units of the stage.</param>
public sealed record QualityProgress(string Stage, int Done, int Total);
