using System.Numerics;
using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>Attacks that change every picture of a clip and leave its timing alone.</summary>
internal static class PictureAttacks
{
    private const float ZoomFactor = 1.25f;

    /// <summary>Slightly out of focus.</summary>
    public static IAttack BlurSlight { get; } = new Attack(
        "blur-1.5", "Blurred by a Gaussian of 1.5 pixels.", AttackPromise.NeverRaises,
        (clip, token) => ClipEdit.Change(clip, (frame, _) => GaussianBlur.Apply(frame, 1.5), token));

    /// <summary>Clearly out of focus.</summary>
    public static IAttack BlurStrong { get; } = new Attack(
        "blur-3", "Blurred by a Gaussian of 3 pixels.", AttackPromise.NeverRaises,
        (clip, token) => ClipEdit.Change(clip, (frame, _) => GaussianBlur.Apply(frame, 3), token));

    /// <summary>The middle of the picture, enlarged.</summary>
    public static IAttack CropZoom { get; } = new Attack(
        "crop-zoom", "The middle four fifths of the picture, enlarged to its size.", AttackPromise.NeverRaises,
        (clip, token) => ClipEdit.Change(clip, (frame, _) => Zoom(frame), token));

    /// <summary>The second half sinks into black.</summary>
    public static IAttack FadeToBlack { get; } = new Attack(
        "fade-to-black", "The second half of the clip sinks into black.", AttackPromise.NeverRaises,
        (clip, token) => ClipEdit.Change(clip, (frame, i) => Fade(frame, 2 - 2f * i / (clip.Frames.Count - 1)), token));

    /// <summary>Left and right exchanged.</summary>
    public static IAttack Mirrored { get; } = new Attack(
        "mirrored", "Left and right exchanged.", AttackPromise.HardlyChanges,
        (clip, token) => ClipEdit.Change(clip, (frame, _) => Mirror(frame), token));

    /// <summary>Half as many pixels each way.</summary>
    public static IAttack HalfResolution { get; } = new Attack(
        "half-resolution", "Half as wide and half as high, each pixel the mean of four.", AttackPromise.NeverRaises,
        (clip, _) => ClipEdit.Play(clip, clip.Frames.Select(Halve)));

    private static byte[] Zoom(Frame frame)
    {
        var (middle, zoomed) =
            (new Vector2((frame.Width - 1) / 2f, (frame.Height - 1) / 2f), new byte[frame.Rgb.Length]);
        Parallel.For(0, frame.Height, y =>
        {
            for (var x = 0; x < frame.Width; x++)
            {
                var source = middle + (new Vector2(x, y) - middle) / ZoomFactor;
                FrameWarp.Sample(frame, source, zoomed.AsSpan(3 * (y * frame.Width + x), 3));
            }
        });
        return zoomed;
    }

    private static byte[] Fade(Frame frame, float brightness) =>
        brightness >= 1 ? frame.Rgb : Array.ConvertAll(frame.Rgb, value => (byte)(value * brightness + 0.5f));

    private static byte[] Mirror(Frame frame)
    {
        var mirrored = new byte[frame.Rgb.Length];
        for (var pixel = 0; pixel < frame.Width * frame.Height; pixel++)
        {
            var source = pixel - pixel % frame.Width + frame.Width - 1 - pixel % frame.Width;
            frame.Rgb.AsSpan(3 * source, 3).CopyTo(mirrored.AsSpan(3 * pixel, 3));
        }

        return mirrored;
    }

    private static Frame Halve(Frame frame)
    {
        var (width, height) = (Math.Max(1, frame.Width / 2), Math.Max(1, frame.Height / 2));
        var halved = new byte[width * height * 3];
        for (var i = 0; i < halved.Length; i++)
        {
            var (x, y, channel) = (i / 3 % width, i / 3 / width, i % 3);
            var (right, below) = (Math.Min(2 * x + 1, frame.Width - 1), Math.Min(2 * y + 1, frame.Height - 1));
            halved[i] = (byte)((At(2 * x, 2 * y) + At(right, 2 * y) + At(2 * x, below) + At(right, below) + 2) >> 2);

            int At(int sourceX, int sourceY) => frame.Rgb[3 * (sourceY * frame.Width + sourceX) + channel];
        }

        return new(halved, width, height);
    }
}
