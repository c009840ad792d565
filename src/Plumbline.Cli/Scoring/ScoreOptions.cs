using System.Globalization;
using Plumbline.Alignment.Judges;
using Plumbline.Cli.Results;
using Plumbline.Vision;

namespace Plumbline.Cli.Scoring;

/// <summary>What the numbers of a run depend on.</summary>
internal sealed record ScoreOptions
{
    /// <summary>Frames sampled from each shot unless the user says otherwise.</summary>
    public const int DefaultFrameCount = 10;

    /// <summary>Seed unless the user says otherwise.</summary>
    public const int DefaultSeed = 42;

    /// <summary>How many frames to sample from each clip; absent for all of them.</summary>
    public int? FrameCount { get; init; } = DefaultFrameCount;

    /// <summary>Whether independently moving regions are set aside before judging.</summary>
    public SceneKind Scene { get; init; } = SceneKind.Static;

    /// <summary>Known intrinsics, the same for every clip; absent to estimate them.</summary>
    public IntrinsicsChoice? Intrinsics { get; init; }

    /// <summary>What is forced on the focal length; absent to leave it to the judge.</summary>
    public FocalChoice? Focal { get; init; }

    /// <summary>The project whose metrics are added; absent for none.</summary>
    public CompatChoice? Compat { get; init; }

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; } = DefaultSeed;

    /// <summary>Whether the camera of every clip follows from the options.</summary>
    public bool KnowsCamera => Intrinsics is not null || Focal?.Pixels is not null;

    /// <summary>The camera of a clip, where the options say it.</summary>
    /// <param name="width">Width of the clip in pixels.</param>
    /// <param name="height">Height of the clip in pixels.</param>
    /// <returns>The camera.</returns>
    public Camera CameraOf(int width, int height) =>
        Intrinsics is { } known
            ? new(width, height, known.Fx, known.Fy, known.Cx, known.Cy)
            : Camera.Centred(width, height, Focal!.Pixels!.Value);

    /// <summary>The options as they are written out.</summary>
    /// <returns>The record.</returns>
    public OptionsResult ToResult() => new(
        FrameCount?.ToString(CultureInfo.InvariantCulture) ?? "all", Scene == SceneKind.Static
            ? "static"
            : "dynamic", Seed)
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
        if (FrameCount != DefaultFrameCount)
            yield return $"--frames {result.Frames}";
        if (Scene != SceneKind.Static)
            yield return $"--scene {result.Scene}";
        if (Intrinsics is not null)
            yield return $"--intrinsics {Intrinsics}";
        if (Focal is not null)
            yield return $"--focal {Focal}";
        if (result.Compat is not null)
            yield return $"--compat {result.Compat}";
        if (Seed != DefaultSeed)
            yield return string.Create(CultureInfo.InvariantCulture, $"--seed {Seed}");
    }
}
