using Plumbline.Vision;

namespace Plumbline.Alignment.Judges;

/// <summary>What the scene may contain.</summary>
public enum SceneKind
{
    /// <summary>Everything should be one rigid world: what moves by itself counts against the clip.</summary>
    Static,

    /// <summary>Independently moving regions are set aside and reported apart; only the rest is judged.</summary>
    Dynamic,
}

/// <summary>How the geometry judge looks at a clip.</summary>
public sealed record GeometryJudgeOptions
{
    /// <summary>How many frames of each shot to sample; every frame when absent. Cost grows linearly with it.</summary>
    public int? FrameCount { get; init; } = 10;

    /// <summary>Known intrinsics in source pixels; estimated when absent. Pixels need not be square.</summary>
    public Camera? Intrinsics { get; init; }

    /// <summary>
    /// Holds the focal length at this multiple of the estimate; free when absent. The score must hardly change with it.
    /// </summary>
    public double? FocalScale { get; init; }

    /// <summary>Whether things may move by themselves.</summary>
    public SceneKind Scene { get; init; }

    /// <summary>Keep the per-pixel maps for a report; they cost about 4 MB per frame.</summary>
    public bool KeepEvidence { get; init; }

    /// <summary>Seed of the bootstrap; everything else is deterministic by itself.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (FrameCount is < 3)
            throw new ArgumentOutOfRangeException(
                nameof(FrameCount), FrameCount, "Expected at least 3 frames, or none for all.");
        if (FocalScale is { } scale && !(scale > 0.1 && scale < 10))
            throw new ArgumentOutOfRangeException(nameof(FocalScale), scale, "Expected a factor between 0.1 and 10.");
        if (Intrinsics is { } camera && !(camera.Fx > 0 && camera.Fy > 0))
            throw new ArgumentOutOfRangeException(nameof(Intrinsics), camera, "Expected focal lengths above 0.");
    }
}
