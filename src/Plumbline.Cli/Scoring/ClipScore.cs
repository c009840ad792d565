using Plumbline.Cli.Reporting;
using Plumbline.Cli.Results;

namespace Plumbline.Cli.Scoring;

/// <summary>What a run keeps of one clip.</summary>
/// <param name="Result">The record that is written out.</param>
/// <param name="Report">The clip packed for the report page; absent when no report was asked for.</param>
internal sealed record ClipScore(VideoResult Result, ReportClip? Report);
