using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>A way in which generated video breaks a rigid world, put into any clip with a known severity.</summary>
public interface IDefect
{
    /// <summary>Short stable name, such as <c>wobble</c>.</summary>
    string Name { get; }

    /// <summary>What it does to the picture, in one sentence.</summary>
    string Description { get; }

    /// <summary>Damages a clip.</summary>
    /// <param name="clean">Any clip of at least two frames.</param>
    /// <param name="severity">
    /// Step of the ladder, 0 to <see cref="Severity.Worst"/>; 0 leaves the clip as it is.
    /// </param>
    /// <param name="seed">Chooses place, direction and phase; with one seed the steps differ in strength alone.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    /// <returns>A clip of the same frames, size and times.</returns>
    Video Apply(Video clean, int severity, int seed, CancellationToken cancellationToken = default);
}
