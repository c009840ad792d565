using Plumbline.Vision;

namespace Plumbline.Alignment.Comparison;

/// <summary>Measures single clips, the same way whoever made them.</summary>
public interface IClipMeter
{
    /// <summary>
    /// Names the meter, its version and its options: another key may mean other numbers for the same clip.
    /// </summary>
    string Key { get; }

    /// <summary>Measures a clip.</summary>
    /// <param name="video">The clip.</param>
    /// <param name="clip">What it was asked to show.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>Parts whose names are unique among all meters of a comparison.</returns>
    Measurement Measure(Video video, ComparedClip clip, CancellationToken token = default);

    /// <summary>Names what the measurement depends on beside the pixels.</summary>
    /// <param name="clip">The clip.</param>
    /// <returns>Any text; empty where the pixels say everything.</returns>
    string ContextOf(ComparedClip clip);
}
