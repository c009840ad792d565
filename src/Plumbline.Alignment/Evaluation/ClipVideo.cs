using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>A clip's bytes as a video.</summary>
internal static class ClipVideo
{
    /// <summary>Cuts a clip into frames.</summary>
    /// <param name="rgb">RGB bytes, [F, H, W, 3].</param>
    /// <param name="format">Size, length and frame rate.</param>
    public static Video Of(byte[] rgb, WorldFormat format)
    {
        var size = format.Width * format.Height * 3;
        return new(
            [.. Enumerable.Range(0, format.FrameCount).Select(i => new Frame(
                rgb.AsSpan(i * size, size).ToArray(), format.Width, format.Height, i,
                TimeSpan.FromSeconds(i / format.FramesPerSecond)))],
            format.FramesPerSecond);
    }
}
