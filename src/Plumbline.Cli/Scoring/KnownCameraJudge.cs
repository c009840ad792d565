using Plumbline.Alignment;
using Plumbline.Alignment.Judges;
using Plumbline.Vision;

namespace Plumbline.Cli.Scoring;

/// <summary>The geometry judge with intrinsics that depend on the size of the clip in hand.</summary>
/// <param name="judge">The judge without intrinsics, for its name and version.</param>
/// <param name="options">Its options.</param>
/// <param name="cameraOf">The camera of a clip of some width and height.</param>
internal sealed class KnownCameraJudge(
    GeometryJudge judge, GeometryJudgeOptions options, Func<int, int, Camera> cameraOf) : IVideoJudge
{
    /// <inheritdoc/>
    public string Name => judge.Name;

    /// <inheritdoc/>
    public string Version => judge.Version;

    /// <inheritdoc/>
    public Verdict Judge(Video video, CancellationToken cancellationToken = default) =>
        new GeometryJudge(options with { Intrinsics = cameraOf(video.Width, video.Height) }).Judge(
            video, cancellationToken);
}
