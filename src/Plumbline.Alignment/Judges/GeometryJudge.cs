using Plumbline.Vision;
using Plumbline.Vision.Mapping;

namespace Plumbline.Alignment.Judges;

/// <summary>
/// Explains a clip as a static world seen by one moving pinhole camera, and tests every frame against what the others
/// say.
/// </summary>
/// <remarks>
/// Classical and deterministic: SIFT with MAGSAC, DIS flow, bundle adjustment, projective depth, leave-one-frame-out
/// prediction. <c>docs/score.md</c> gives the formulas and the sources, <c>docs/what-it-cannot-see.md</c> the limits.
/// </remarks>
public sealed class GeometryJudge : IVideoJudge
{
    private readonly GeometryJudgeOptions _options;

    /// <summary>Makes a judge.</summary>
    /// <param name="options">How to look; defaults when absent.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public GeometryJudge(GeometryJudgeOptions? options = null)
    {
        _options = options ?? new();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "geometry";

    /// <inheritdoc/>
    public string Version => "1.2";

    /// <inheritdoc/>
    public Verdict Judge(Video video, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        var shots = ShotBoundaries.Find(video)
            .Select(shot => ShotJudge.Judge(video, shot, _options, cancellationToken)).ToArray();
        return ClipVerdict.From(shots, _options.Seed);
    }
}
