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

    /// <summary>The cameras of a whole clip.</summary>
    /// <param name="home">The viewpoint that the path is centred on.</param>
    /// <param name="width">Picture width in pixels.</param>
    /// <param name="height">Picture height in pixels.</param>
    /// <param name="frameCount">
    /// How many frames, spread evenly over the path; one frame is taken from its middle.
    /// </param>
    /// <returns>One view per frame.</returns>
    public IReadOnlyList<View> ViewsFrom(Viewpoint home, int width, int height, int frameCount)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(frameCount, 1);
        var focalPixels = home.FocalPixels(width);
        var views = new View[frameCount];
        for (var i = 0; i < frameCount; i++)
        {
            var pose = PoseAt(home, ProgressAt(i, frameCount));
            views[i] = new(i, Camera.Centred(width, height, pose.Zoom * focalPixels), pose.CameraFromWorld);
        }

        return views;
    }

    /// <summary>Time of a frame in the clip, 0 for the first, 1 for the last.</summary>
    internal static double ProgressAt(int frameIndex, int frameCount) =>
        frameCount == 1 ? 0.5 : (double)frameIndex / (frameCount - 1);

    /// <summary>The camera at a phase of the move.</summary>
    /// <param name="home">The viewpoint that the path is centred on.</param>
    /// <param name="phase">−½ at the first frame, 0 at home, ½ at the last.</param>
    private protected abstract CameraPose PoseAtPhase(Viewpoint home, double phase);
}
