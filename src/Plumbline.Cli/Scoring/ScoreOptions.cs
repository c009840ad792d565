using System.Globalization;
using Plumbline.Cli.Results;

namespace Plumbline.Cli.Scoring;

/// <summary>What the numbers of a run depend on.</summary>
internal sealed record ScoreOptions
{
    /// <summary>How many frames to sample from each clip; absent for all of them.</summary>
    public int? FrameCount { get; init; } = 10;

    /// <summary>Whether independently moving regions are set aside before judging.</summary>
    public SceneChoice Scene { get; init; } = SceneChoice.Static;

    /// <summary>Known intrinsics, the same for every clip; absent to estimate them.</summary>
    public IntrinsicsChoice? Intrinsics { get; init; }

    /// <summary>What is forced on the focal length; absent to leave it to the judge.</summary>
    public FocalChoice? Focal { get; init; }

    /// <summary>The project whose metrics are added; absent for none.</summary>
    public CompatChoice? Compat { get; init; }

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; }

    /// <summary>The options as they are written out.</summary>
    /// <returns>The record.</returns>
    public OptionsResult ToResult() => new(
        FrameCount?.ToString(CultureInfo.InvariantCulture) ?? "all", Scene == SceneChoice.Static ? "static" : "dynamic", Seed)
    {
        Intrinsics = Intrinsics?.ToNumbers(),
        FocalScale = Focal?.Scale,
        FocalPixels = Focal?.Pixels,
        Compat = Compat is CompatChoice.VideoGpa ? "videogpa" : null,
    };

    /// <summary>The arguments that ask for these options, defaults left out.</summary>
    /// <returns>Arguments in a fixed order.</returns>
    public IEnumerable<string> ToArguments()
    {
        var result = ToResult();
        if (FrameCount != 10)
            yield return $"--frames {result.Frames}";
        if (Scene != SceneChoice.Static)
            yield return $"--scene {result.Scene}";
        if (Intrinsics is not null)
            yield return $"--intrinsics {Intrinsics}";
        if (Focal is not null)
            yield return $"--focal {Focal}";
        if (result.Compat is not null)
            yield return $"--compat {result.Compat}";
        if (Seed != 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"--seed {Seed}");
    }
}
