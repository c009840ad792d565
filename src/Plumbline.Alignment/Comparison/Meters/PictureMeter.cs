using Plumbline.Vision;
using Plumbline.Vision.Features;

namespace Plumbline.Alignment.Comparison;

/// <summary>How much moves in a clip, how much it flickers and how sharp it is; no prompt needed.</summary>
/// <remarks>
/// Dynamic degree: Huang et al., VBench, CVPR 2024: of the flow between frames an eighth of a second apart, the mean of
/// the largest 5 % of magnitudes; a clip is dynamic where that exceeds 6/256 of the shorter side in a quarter of the
/// steps. VBench takes RAFT's flow, here it is DIS flow, so that the bound is the same and the numbers are not.
/// Flicker: the warping error of Lai et al., ECCV 2018, over pixels whose flow comes back. Sharpness: the variance of
/// the Laplacian, Pech-Pacheco et al., ICPR 2000; noise raises it too.
/// </remarks>
public sealed class PictureMeter : IClipMeter
{
    private const double SamplesPerSecond = 8;
    private const double LargestShare = 0.05;
    private const double DynamicShare = 6.0 / 256;
    private const double LongestReturnPixels = 1;

    /// <inheritdoc/>
    public string Key => "pictures 1";

    /// <inheritdoc/>
    public Measurement Measure(Video video, ComparedClip clip, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        var (width, height) = (video.Width, video.Height);
        byte[][] grey = [.. video.Frames.Select(frame => Resampling.Gray(frame.Rgb, width, height))];
        List<Part> parts = [new("sharpness", grey.Average(picture =>
            LaplacianVariance(picture, width, height)), "levels²", Direction.HigherIsBetter)];
        if (grey.Length < 2)
            return new(parts, "One frame: nothing moves or flickers.");
        if (Math.Min(width, height) < 16)
            return new(parts, $"The picture is {width}×{height} pixels; flow needs at least 16 on each side.");

        // 1. How much moves, as VBench samples it.
        var stride = Math.Max(1, (int)Math.Round(video.FramesPerSecond / SamplesPerSecond));
        var steps = new List<double>();
        for (var i = 0; i + stride < grey.Length; i += stride)
        {
            token.ThrowIfCancellationRequested();
            var flow = DenseFlow.Compute(grey[i], grey[i + stride], width, height, FlowPreset.Medium);
            steps.Add(LargestMean(flow) / Math.Min(width, height));
        }

        if (steps.Count > 0)
        {
            parts.Add(new("dynamicDegree", 100 * steps.Average(), "% of side", Direction.Descriptive));
            var isDynamic = steps.Count(step => step > DynamicShare) >= Math.Max(1, Math.Round(steps.Count / 4.0));
            parts.Add(new("dynamicClips", isDynamic ? 100 : 0, "%", Direction.Descriptive));
        }

        // 2. What changes from frame to frame beyond motion.
        var errors = new List<double>();
        for (var i = 0; i + 1 < grey.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            if (WarpingError(grey[i], grey[i + 1], width, height) is { } error)
                errors.Add(error);
        }

        if (errors.Count == 0)
            return new(parts, "No pixel could be followed from a frame to the next: no flicker.");
        parts.Add(new("temporalFlicker", 100 * errors.Average() / 255, "% of range", Direction.LowerIsBetter));
        return new(parts);
    }

    /// <inheritdoc/>
    public string ContextOf(ComparedClip clip) => "";

    private static double LargestMean(DenseFlow flow)
    {
        var lengths = new float[flow.Width * flow.Height];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = MathF.Sqrt(flow.Displacements[2 * i] * flow.Displacements[2 * i]
                + flow.Displacements[2 * i + 1] * flow.Displacements[2 * i + 1]);
        Array.Sort(lengths);
        var count = Math.Max(1, (int)(LargestShare * lengths.Length));
        return lengths.AsSpan(lengths.Length - count).ToArray().Average(length => (double)length);
    }

    private static double? WarpingError(byte[] from, byte[] to, int width, int height)
    {
        var forward = DenseFlow.Compute(from, to, width, height, FlowPreset.Medium).Displacements;
        var back = DenseFlow.Compute(to, from, width, height, FlowPreset.Medium).Displacements;
        var (sum, count) = (0.0, 0);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                var (u, v) = (x + forward[2 * i], y + forward[2 * i + 1]);
                if (!(u >= 0 && v >= 0 && u <= width - 1 && v <= height - 1))
                    continue;
                var nearest = (int)Math.Round(v) * width + (int)Math.Round(u);
                var (dx, dy) = (forward[2 * i] + back[2 * nearest], forward[2 * i + 1] + back[2 * nearest + 1]);
                if (dx * dx + dy * dy > LongestReturnPixels * LongestReturnPixels)
                    continue;
                sum += Math.Abs(from[i] - Bilinear(to, width, height, u, v));
                count++;
            }

        return count == 0 ? null : sum / count;
    }

    private static double Bilinear(byte[] picture, int width, int height, double x, double y)
    {
        var (left, top) = (Math.Min((int)x, width - 2), Math.Min((int)y, height - 2));
        var (a, b, i) = (x - left, y - top, top * width + left);
        return (1 - b) * ((1 - a) * picture[i] + a * picture[i + 1])
            + b * ((1 - a) * picture[i + width] + a * picture[i + width + 1]);
    }

    private static double LaplacianVariance(byte[] picture, int width, int height)
    {
        var (sum, squares, count) = (0.0, 0.0, 0);
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < width - 1; x++)
            {
                var i = y * width + x;
                double value = picture[i - 1] + picture[i + 1] + picture[i - width] + picture[i + width]
                    - 4 * picture[i];
                (sum, squares, count) = (sum + value, squares + value * value, count + 1);
            }

        return count == 0 ? 0 : squares / count - sum / count * (sum / count);
    }
}
