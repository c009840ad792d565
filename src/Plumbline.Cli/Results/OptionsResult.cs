namespace Plumbline.Cli.Results;

/// <summary>The options that the numbers of a run depend on.</summary>
/// <param name="Frames">How many frames were sampled from each clip: a number, or <c>all</c>.</param>
/// <param name="Scene"><c>static</c> or <c>dynamic</c>.</param>
/// <param name="Seed">Seed of every random choice.</param>
internal sealed record OptionsResult(string Frames, string Scene, int Seed)
{
    /// <summary>fx, fy, cx, cy in source pixels; absent when they were estimated.</summary>
    public double[]? Intrinsics { get; init; }

    /// <summary>Factor on the estimated focal length; absent when it was not forced.</summary>
    public double? FocalScale { get; init; }

    /// <summary>Focal length in source pixels; absent when it was not forced.</summary>
    public double? FocalPixels { get; init; }

    /// <summary>The project whose metrics were added; absent when none was asked for.</summary>
    public string? Compat { get; init; }
}
