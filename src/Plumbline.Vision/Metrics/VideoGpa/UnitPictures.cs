using Plumbline.Vision.Features;

namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>RGB pictures of one size as planes of numbers in [0, 1].</summary>
public sealed class UnitPictures
{
    /// <summary>Wraps planes that are known to lie in [0, 1].</summary>
    /// <param name="values">Red, green and blue planes of each picture, float[F, 3, H, W] in [0, 1].</param>
    /// <param name="count">How many pictures, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <exception cref="ArgumentException">The number of values is not F × 3 × H × W.</exception>
    public UnitPictures(float[] values, int count, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.LongLength != 3L * count * height * width)
            throw new ArgumentException(
                $"Pictures: expected {3L * count * height * width} values for {count} of {width}×{height} RGB, " +
                $"got {values.LongLength}.", nameof(values));
        (Values, Count, Height, Width) = (values, count, height, width);
    }

    /// <summary>Red, green and blue planes of each picture, float[F, 3, H, W].</summary>
    public float[] Values { get; }

    /// <summary>How many pictures.</summary>
    public int Count { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Brings values of an unstated range to [0, 1] as the reference guesses it.</summary>
    /// <param name="values">Planes in [0, 1], [−1, 1] or [0, 255], float[F, 3, H, W].</param>
    /// <param name="count">How many pictures.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    /// <returns>New pictures; the input is left as it is.</returns>
    /// <remarks>
    /// VideoGPA at fb86241, <c>metrics/mse.py</c>: any value below 0 means [−1, 1], else any above 1 means [0, 255].
    /// The guess fails where a picture uses half of its range only; it is kept because the published numbers contain
    /// it.
    /// </remarks>
    public static UnitPictures OfGuessedRange(ReadOnlySpan<float> values, int count, int height, int width)
    {
        var (lowest, highest) = (0f, 0f);
        foreach (var value in values)
            (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        var unit = values.ToArray();
        if (lowest < 0)
        {
            for (var i = 0; i < unit.Length; i++)
                unit[i] = (unit[i] + 1) / 2;
        }
        else if (highest > 1)
        {
            for (var i = 0; i < unit.Length; i++)
                unit[i] /= 255;
        }

        return new(unit, count, height, width);
    }

    /// <summary>The bytes of frames over 255, with nothing guessed.</summary>
    /// <param name="frames">Frames of one size, at least one.</param>
    /// <returns>Pictures in the order of the frames.</returns>
    public static UnitPictures OfBytes(IReadOnlyList<Frame> frames)
    {
        var planes = Planes(frames, level => level / 255f);
        return new(planes, frames.Count, frames[0].Height, frames[0].Width);
    }

    /// <summary>The bytes of frames, guessed to be [0, 255] as the reference does.</summary>
    /// <param name="frames">Frames of one size, at least one.</param>
    /// <returns>Pictures in the order of the frames.</returns>
    public static UnitPictures OfFrames(IReadOnlyList<Frame> frames)
    {
        var levels = Planes(frames, level => level);
        return OfGuessedRange(levels, frames.Count, frames[0].Height, frames[0].Width);
    }

    /// <summary>Frames that passed through [−1, 1], as the reference's renderings do, and were guessed back.</summary>
    /// <param name="frames">Frames of one size, at least one.</param>
    /// <returns>Pictures in the order of the frames.</returns>
    public static UnitPictures OfRenderings(IReadOnlyList<Frame> frames)
    {
        var signed = Planes(frames, level => level / 255f * 2 - 1);
        return OfGuessedRange(signed, frames.Count, frames[0].Height, frames[0].Width);
    }

    /// <summary>The pictures at another size, bilinear without antialiasing.</summary>
    /// <param name="height">New height in pixels.</param>
    /// <param name="width">New width in pixels.</param>
    /// <returns>Resized pictures.</returns>
    public UnitPictures Resized(int height, int width)
    {
        var resized = new float[3L * Count * height * width];
        for (var plane = 0; plane < 3 * Count; plane++)
        {
            var source = Values.AsSpan(plane * Height * Width, Height * Width);
            Resampling.Resize(source, Width, Height, 1, width, height, Interpolation.Linear)
                .CopyTo(resized, plane * height * width);
        }

        return new(resized, Count, height, width);
    }

    private static float[] Planes(IReadOnlyList<Frame> frames, Func<byte, float> convert)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentOutOfRangeException.ThrowIfZero(frames.Count);
        var (width, height) = (frames[0].Width, frames[0].Height);
        var table = Enumerable.Range(0, 256).Select(level => convert((byte)level)).ToArray();
        var pixelCount = width * height;
        var planes = new float[3L * frames.Count * pixelCount];
        for (var f = 0; f < frames.Count; f++)
        {
            if (frames[f].Width != width || frames[f].Height != height)
                throw new ArgumentException(
                    $"Pictures: expected every frame to be {width}×{height}, got {frames[f]}.", nameof(frames));
            for (var i = 0; i < pixelCount; i++)
                for (var c = 0; c < 3; c++)
                    planes[(f * 3 + c) * pixelCount + i] = table[frames[f].Rgb[3 * i + c]];
        }

        return planes;
    }
}
