using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Alignment.Training;

/// <summary>How close a restored clip is to its original, both as bytes.</summary>
/// <param name="PeakSignalToNoiseDecibels">Over the whole clip; higher is better, absent for equal clips.</param>
/// <param name="Similarity">
/// Mean structural similarity of the frames, −1 to 1; higher is better, absent below 11 pixels.
/// </param>
public sealed record ClipQuality(double? PeakSignalToNoiseDecibels, double? Similarity)
{
    /// <summary>Compares two clips.</summary>
    /// <param name="original">RGB bytes, [F, H, W, 3].</param>
    /// <param name="restored">RGB bytes, [F, H, W, 3].</param>
    /// <param name="frameCount">Frames of each clip, F.</param>
    /// <param name="height">Height in pixels, H.</param>
    /// <param name="width">Width in pixels, W.</param>
    /// <returns>The comparison.</returns>
    public static ClipQuality Of(byte[] original, byte[] restored, int frameCount, int height, int width)
    {
        var (reference, prediction) = (
            Planes(original, frameCount, height, width), Planes(restored, frameCount, height, width));
        return new(
            PictureError.PeakSignalToNoiseDecibels(reference, prediction),
            StructuralSimilarity.Mean(reference, prediction));
    }

    private static UnitPictures Planes(byte[] rgb, int frameCount, int height, int width)
    {
        var (values, area) = (new float[rgb.Length], height * width);
        for (var i = 0; i < rgb.Length; i++)
        {
            var (pixel, channel) = (i / 3, i % 3);
            values[(pixel / area * 3 + channel) * area + pixel % area] = rgb[i] / 255f;
        }

        return new(values, frameCount, height, width);
    }
}
