namespace Plumbline.Cli.Reporting;

/// <summary>Everything that one report page shows.</summary>
internal sealed record ReportDocument
{
    /// <summary>Heading of the page, such as the folder that was judged.</summary>
    public required string Title { get; init; }

    /// <summary>Name of the judge, such as <c>geometry</c>.</summary>
    public required string JudgeName { get; init; }

    /// <summary>Version of the judge: numbers compare only within one version.</summary>
    public required string JudgeVersion { get; init; }

    /// <summary>Version of the program that wrote the page.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The command that gives the same numbers again; absent when there is none.</summary>
    public string? Command { get; init; }

    /// <summary>The clips in the order in which they were given; the page ranks them.</summary>
    public required IReadOnlyList<ReportClip> Clips { get; init; }
}
