using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>An attack that is one expression.</summary>
/// <param name="name">Short stable name.</param>
/// <param name="description">What it does, in one sentence.</param>
/// <param name="promise">What a judge must promise.</param>
/// <param name="apply">From a clip of at least two frames to the attacked clip.</param>
internal sealed class Attack(
    string name, string description, AttackPromise promise, Func<Video, CancellationToken, Video> apply) : IAttack
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => description;

    /// <inheritdoc/>
    public AttackPromise Promise => promise;

    /// <inheritdoc/>
    public Video Apply(Video clip, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (clip.Frames.Count < 2)
            throw new ArgumentException(
                $"Attack {name}: expected a clip of at least 2 frames, got {clip}.", nameof(clip));
        return apply(clip, cancellationToken);
    }
}
