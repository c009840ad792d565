using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>
/// What a cheat, or an innocent tool, does to a whole clip; no judge of rigid worlds may be moved by it.
/// </summary>
public interface IAttack
{
    /// <summary>Short stable name, such as <c>freeze</c>.</summary>
    string Name { get; }

    /// <summary>What it does to the clip, in one sentence.</summary>
    string Description { get; }

    /// <summary>What a judge must promise.</summary>
    AttackPromise Promise { get; }

    /// <summary>Attacks a clip.</summary>
    /// <param name="clip">Any clip of at least two frames.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The attacked clip; frames count from 0 again.</returns>
    Video Apply(Video clip, CancellationToken cancellationToken = default);
}
