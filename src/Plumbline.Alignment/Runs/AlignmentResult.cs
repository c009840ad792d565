using Plumbline.Alignment.Comparison;

namespace Plumbline.Alignment.Runs;

/// <summary>What a run of <c>plumb align</c> ended with.</summary>
/// <param name="Adapter">Folder of the adapter of the last round.</param>
/// <param name="Report">The base compared with it on held-out prompts.</param>
public sealed record AlignmentResult(string Adapter, ComparisonReport Report);
