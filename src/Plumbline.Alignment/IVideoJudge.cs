using Plumbline.Vision;

namespace Plumbline.Alignment;

/// <summary>Measures how well a video holds up as one rigid, filmed world.</summary>
public interface IVideoJudge
{
    /// <summary>Short stable name, such as <c>geometry</c>.</summary>
    string Name { get; }

    /// <summary>Changes whenever the judge may give another number for the same bytes.</summary>
    string Version { get; }

    /// <summary>Judges a clip.</summary>
    /// <param name="video">The whole clip; the judge chooses the frames it looks at.</param>
    /// <param name="cancellationToken">Stops the work between stages.</param>
    /// <returns>A score, or the reason why the test has no power on this clip.</returns>
    Verdict Judge(Video video, CancellationToken cancellationToken = default);
}
