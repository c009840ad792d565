using Plumbline.Vision.Features;

namespace Plumbline.Vision.Mapping;

/// <summary>
/// The sampled frames on one canonical grid, so that pixels mean the same whatever the size of the source.
/// </summary>
internal sealed class WorkingPictures
{
    /// <summary>Area of the canonical grid in pixels: 474 × 316 for a 3:2 clip, 516 × 290 for 16:9.</summary>
    public const int Area = 150_000;

    private WorkingPictures(IReadOnlyList<Frame> frames, int width, int height, byte[][] rgb, byte[][] gray)
    {
        Frames = frames;
        Width = width;
        Height = height;
        Rgb = rgb;
        Gray = gray;
    }

    public IReadOnlyList<Frame> Frames { get; }
    public int Width { get; }
    public int Height { get; }

    /// <summary>Colour of each frame, byte[H × W × 3].</summary>
    public byte[][] Rgb { get; }

    /// <summary>Brightness of each frame, byte[H × W].</summary>
    public byte[][] Gray { get; }

    public int Count => Frames.Count;

    /// <summary>Source pixels per canonical pixel.</summary>
    public double SourcePixels => Math.Sqrt((double)Frames[0].Width * Frames[0].Height / ((double)Width * Height));

    /// <summary>Resizes frames to the canonical grid: by area when shrinking, bicubic when enlarging.</summary>
    public static WorkingPictures Prepare(IReadOnlyList<Frame> frames)
    {
        var (sourceWidth, sourceHeight) = (frames[0].Width, frames[0].Height);
        var (width, height) = CanonicalSize(sourceWidth, sourceHeight);
        var interpolation = width < sourceWidth ? Interpolation.Area : Interpolation.Cubic;
        var rgb = new byte[frames.Count][];
        var gray = new byte[frames.Count][];
        Parallel.For(0, frames.Count, i =>
        {
            rgb[i] = Resampling.Resize(frames[i].Rgb, sourceWidth, sourceHeight, 3, width, height, interpolation);
            gray[i] = Resampling.Gray(rgb[i], width, height);
        });
        return new(frames, width, height, rgb, gray);
    }

    /// <summary>Features of a film's frame, in canonical pixels.</summary>
    /// <remarks>
    /// Detected on four fifths of the grid: the detector doubles its picture first, and poses are as good in two thirds
    /// of the time.
    /// </remarks>
    public SiftFeatures Detect(int i, int maxFeatures)
    {
        const double scale = 0.8;
        var (width, height) = ((int)Math.Round(Width * scale), (int)Math.Round(Height * scale));
        return SiftFeatures.Detect(
            Resampling.Resize(Gray[i], Width, Height, 1, width, height, Interpolation.Area), width, height,
            new() { MaxFeatures = maxFeatures, ContrastThreshold = 0.015 })
            .Scaled((double)Width / width, (double)Height / height);
    }

    /// <summary>Many features at up to a million pixels, in canonical pixels: for views far apart.</summary>
    public SiftFeatures DetectFinely(int i)
    {
        const double area = 1_000_000;
        const int maxFeatures = 4000;
        var frame = Frames[i];
        var scale = Math.Min(1, Math.Sqrt(area / ((double)frame.Width * frame.Height)));
        var (width, height) = ((int)Math.Round(frame.Width * scale), (int)Math.Round(frame.Height * scale));
        var rgb = Resampling.Resize(frame.Rgb, frame.Width, frame.Height, 3, width, height, Interpolation.Area);
        return SiftFeatures.Detect(
            Resampling.Gray(rgb, width, height), width, height,
            new() { MaxFeatures = maxFeatures, ContrastThreshold = 0.01 })
            .Scaled((double)Width / width, (double)Height / height);
    }

    /// <summary>
    /// Size of about <see cref="Area"/> pixels with the aspect of the source; both sides even and at least 32.
    /// </summary>
    public static (int Width, int Height) CanonicalSize(int sourceWidth, int sourceHeight)
    {
        var scale = Math.Sqrt((double)Area / ((double)sourceWidth * sourceHeight));
        return (Even(sourceWidth * scale), Even(sourceHeight * scale));
    }

    private static int Even(double value) => Math.Max(32, 2 * (int)Math.Round(value / 2));
}
