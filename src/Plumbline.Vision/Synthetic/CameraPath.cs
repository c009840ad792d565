namespace Plumbline.Vision.Synthetic;

/// <summary>How a camera moves through a clip, relative to the viewpoint of the world that it films.</summary>
/// <remarks>
/// Every path is centred: the middle of the clip is taken from the viewpoint itself, the first and last frame lie half
/// the amount before and after it. So a path needs free room only around the viewpoint, in whatever world it runs.
/// </remarks>
public abstract record CameraPath
{
    private protected CameraPath()
    {
    }

    /// <summary>How the speed is spread over the clip; constant when not said.</summary>
    public Easing Easing { get; init; } = Easing.Constant;

    /// <summary>The camera at one moment of the clip.</summary>
    /// <param name="home">The viewpoint that the path is centred on.</param>
    /// <param name="progress">Time in the clip, 0 for the first frame, 1 for the last.</param>
    /// <returns>Pose and zoom.</returns>
    public CameraPose PoseAt(Viewpoint home, double progress)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentOutOfRangeException.ThrowIfLessThan(progress, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(progress, 1);
        // Smoothstep: speed 0 at both ends, 1.5 times the mean in the middle.
        var eased = Easing == Easing.EaseInOut ? progress * progress * (3 - 2 * progress) : progress;
        return PoseAtPhase(home, eased - 0.5);
    }

    /// <summary>The camera at a phase of the move.</summary>
    /// <param name="home">The viewpoint that the path is centred on.</param>
    /// <param name="phase">−½ at the first frame, 0 at home, ½ at the last.</param>
    private protected abstract CameraPose PoseAtPhase(Viewpoint home, double phase);
}
