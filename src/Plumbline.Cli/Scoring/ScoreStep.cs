using Plumbline.Cli.Results;

namespace Plumbline.Cli.Scoring;

/// <summary>One clip of a run is done.</summary>
/// <param name="Result">What was found.</param>
/// <param name="WasKept">Whether it came from an earlier run.</param>
internal readonly record struct ScoreStep(VideoResult Result, bool WasKept);
