namespace Plumbline.Cli.Results;

/// <summary>
/// What <c>plumb score --json</c> writes; <c>docs/schema/score.schema.json</c> describes every field.
/// </summary>
/// <param name="Version">Version of Plumbline.</param>
/// <param name="Judge">Name of the judge.</param>
/// <param name="JudgeVersion">Version of the judge: numbers compare only within one version.</param>
/// <param name="Options">The options that the numbers depend on.</param>
/// <param name="Videos">One entry for every clip, in the order in which the clips were given.</param>
internal sealed record ScoreDocument(
    string Version, string Judge, string JudgeVersion, OptionsResult Options, IReadOnlyList<VideoResult> Videos);
