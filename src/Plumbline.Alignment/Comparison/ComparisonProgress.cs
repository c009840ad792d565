namespace Plumbline.Alignment.Comparison;

/// <summary>How far a comparison is.</summary>
/// <param name="Pair">The pair that was measured last.</param>
/// <param name="DoneCount">Clips that are measured.</param>
/// <param name="TotalCount">All clips.</param>
public sealed record ComparisonProgress(string Pair, int DoneCount, int TotalCount);
