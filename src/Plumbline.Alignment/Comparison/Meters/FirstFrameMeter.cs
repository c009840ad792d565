using Plumbline.Alignment.Training;
using Plumbline.Vision;

namespace Plumbline.Alignment.Comparison;

/// <summary>How well a clip keeps the picture that it was told to begin with.</summary>
public sealed class FirstFrameMeter : IClipMeter
{
    /// <inheritdoc/>
    public string Key => "first frame 1";

    /// <inheritdoc/>
    public Measurement Measure(Video video, ComparedClip clip, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(clip);
        if (clip.Conditions?.Value.FirstFrame is not { } given)
            return new([], "No first frame was given.");
        if (given.Width != video.Width || given.Height != video.Height)
            return new(
                [],
                $"The first frame was given with {given.Width}×{given.Height} pixels, the clip has "
                + $"{video.Width}×{video.Height}.");
        var quality = ClipQuality.Of(given.Rgb, video.Frames[0].Rgb, 1, video.Height, video.Width);
        return quality.PeakSignalToNoiseDecibels is { } decibels
            ? new([new("firstFramePsnr", decibels, "dB", Direction.HigherIsBetter)])
            : new([], "The first frame is kept byte for byte, so its ratio of signal to noise has no bound.");
    }

    /// <inheritdoc/>
    public string ContextOf(ComparedClip clip) => "";
}
