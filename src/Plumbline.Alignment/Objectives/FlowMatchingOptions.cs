using Plumbline.Diffusion.Schedulers;

namespace Plumbline.Alignment.Objectives;

/// <summary>How a <see cref="FlowMatchingObjective"/> draws times and leaves out conditions.</summary>
public sealed record FlowMatchingOptions
{
    /// <summary>Distribution of the training times; default not shifted.</summary>
    public RectifiedFlow Flow { get; init; } = new();

    /// <summary>Share of samples whose prompt is left out, for guidance; 0 to 1, default 0.1.</summary>
    public double TextDrop { get; init; } = 0.1;

    /// <summary>Share of samples whose first frame is given, image-to-video; 0 to 1, default 0.85.</summary>
    public double FirstFrameShare { get; init; } = 0.85;

    /// <summary>
    /// Share of samples whose cameras are left out, so that words alone move the camera; 0 to 1, default 0.3.
    /// </summary>
    public double CameraDrop { get; init; } = 0.3;

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A share lies outside 0 to 1, or the flow's constants outside theirs.
    /// </exception>
    public void Validate()
    {
        Flow.Validate();
        foreach (var (name, share) in new[]
        {
            (nameof(TextDrop), TextDrop), (nameof(FirstFrameShare), FirstFrameShare), (nameof(CameraDrop), CameraDrop),
        })
        {
            if (!(share >= 0 && share <= 1))
                throw new ArgumentOutOfRangeException(
                    name, share, $"Flow matching {name}: expected a share from 0 to 1.");
        }
    }
}
