namespace Plumbline.Cli.Scoring;

/// <summary>Another project whose metrics <c>--compat</c> adds.</summary>
internal enum CompatChoice
{
    /// <summary>VideoGPA's metrics, as its reference code computes them.</summary>
    VideoGpa,
}
