using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Calibration;

/// <summary>A part of the scene slowly turns into something else: it melts, and other content shows through.</summary>
/// <remarks>
/// The other content is the mirror image of the same frame: as sharp and as bright, and never at rest with the scene.
/// </remarks>
internal sealed class MorphDefect : Defect
{
    private const float SizeShare = 0.25f;
    private const float Plateau = 0.4f;

    // How much of the other content shows at the end of the clip, by severity.
    private static readonly float[] OtherShares = [0, 0.12f, 0.25f, 0.5f, 0.75f, 1];

    /// <inheritdoc/>
    public override string Name => "morph";

    /// <inheritdoc/>
    public override string Description =>
        "A textured region of about a sixth of the picture melts and turns into other content, slowly and then faster.";

    /// <inheritdoc/>
    protected override Video Damage(
        Video clean, int severity, double strengthPixels, SeededRandom random, CancellationToken cancellationToken)
    {
        var region = SceneRegion.Choose(clean, SizeShare, random);
        var melted = ClipWarp.Apply(clean, Melt(clean, region, random), strengthPixels, cancellationToken);
        var frames = new Frame[melted.Frames.Count];
        for (var i = 0; i < frames.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var time = (float)i / (frames.Length - 1);
            frames[i] = Blend(melted.Frames[i], clean.Frames[i], region, i, time, OtherShares[severity] * time * time);
        }

        return new(frames, clean.FramesPerSecond, clean.SourceFrameCount);
    }

    // The direction turns as the displacement grows: no part of the region moves along a line.
    private static Func<FieldPoint, Vector2> Melt(Video clean, SceneRegion region, SeededRandom random)
    {
        var waves = new SmoothWaves(0.45f * clean.Height, random);
        var phase = (float)random.NextUnit();
        return point => region.Weight(point, Plateau) * point.Time * waves.At(
            point.Pixel,
            new(
                Swing(0.8f, point.Time, phase), Swing(0.8f, point.Time, phase + 0.33f),
                Swing(0.8f, point.Time, phase + 0.67f)));
    }

    private static Frame Blend(Frame melted, Frame clean, SceneRegion region, int frameIndex, float time, float share)
    {
        var (width, rgb) = (clean.Width, (byte[])melted.Rgb.Clone());
        Parallel.For(0, clean.Height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var opacity = share * region.Weight(new(frameIndex, time, new(x, y)), Plateau);
                if (opacity <= 0)
                    continue;
                var (pixel, mirrored) = (3 * (y * width + x), 3 * (y * width + width - 1 - x));
                for (var channel = 0; channel < 3; channel++)
                {
                    var (here, other) = (rgb[pixel + channel], clean.Rgb[mirrored + channel]);
                    rgb[pixel + channel] = (byte)(here + opacity * (other - here) + 0.5f);
                }
            }
        });
        return new(rgb, width, clean.Height, clean.Index, clean.Time);
    }
}
