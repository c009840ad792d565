namespace Plumbline.Cli.Generating;

/// <summary>What <c>plumb generate --json</c> writes.</summary>
/// <param name="Version">Version of Plumbline.</param>
/// <param name="Clips">One result for each clip, in order.</param>
internal sealed record ClipDocument(string Version, IReadOnlyList<ClipResult> Clips);
