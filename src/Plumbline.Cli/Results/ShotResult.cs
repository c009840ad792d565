namespace Plumbline.Cli.Results;

/// <summary>What was found about one shot.</summary>
/// <param name="FirstFrame">First frame of the shot in the source.</param>
/// <param name="LastFrame">Last frame of the shot in the source.</param>
internal sealed record ShotResult(int FirstFrame, int LastFrame)
{
    /// <summary>0 to 100, higher is better; absent when the shot is unscorable.</summary>
    public double? Score { get; init; }

    /// <summary>Why the shot is unscorable; absent when it was scored.</summary>
    public string? Reason { get; init; }

    /// <summary>What the camera was found to do.</summary>
    public string? Model { get; init; }

    /// <summary>95 % interval of the horizontal focal length in source pixels.</summary>
    public double[]? FocalIntervalPixels { get; init; }

    /// <summary>Root mean square reprojection error of the sparse model in source pixels; lower is better.</summary>
    public double? ReprojectionErrorPixels { get; init; }

    /// <summary>Where and when the shot breaks, worst first.</summary>
    public required IReadOnlyList<FindingResult> Findings { get; init; }
}
