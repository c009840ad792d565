namespace Plumbline.Cli.Reporting;

/// <summary>What became of one file.</summary>
internal enum ReportOutcome
{
    /// <summary>The judge measured it.</summary>
    Scored,

    /// <summary>The judge's test has no power on it.</summary>
    Unscorable,

    /// <summary>The file could not be read as a video.</summary>
    Unreadable,
}
