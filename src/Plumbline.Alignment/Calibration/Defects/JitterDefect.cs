using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Alignment.Calibration;

/// <summary>Some frames, and in them some part of the picture, are bent; their neighbours are not.</summary>
internal sealed class JitterDefect : WarpDefect
{
    private const double BentShare = 0.45;

    /// <inheritdoc/>
    public override string Name => "jitter";

    /// <inheritdoc/>
    public override string Description =>
        "Nearly half of the frames, drawn at random, are each bent in a part of about a third of the picture, "
        + "each in its own way.";

    /// <inheritdoc/>
    protected override Func<FieldPoint, Vector2> Draw(Video clean, SeededRandom random)
    {
        var size = new Vector2(clean.Width, clean.Height);
        var bends = new (bool IsBent, Vector2 Centre, SmoothWaves Waves)[clean.Frames.Count];
        for (var i = 0; i < bends.Length; i++)
        {
            var centre = new Vector2((float)random.NextIn(0.25, 0.75), (float)random.NextIn(0.25, 0.75)) * size;
            bends[i] = (random.NextUnit() < BentShare, centre, new SmoothWaves(0.5f * clean.Height, random));
        }

        // A short clip may have drawn none.
        bends[bends.Length / 2].IsBent = true;
        return point =>
        {
            var (isBent, centre, waves) = bends[point.Frame];
            if (!isBent)
                return Vector2.Zero;
            var inwards = Math.Clamp(2 * (1 - ((point.Pixel - centre) / (0.36f * size)).Length()), 0, 1);
            return inwards * inwards * (3 - 2 * inwards) * waves.At(point.Pixel, Float3.One);
        };
    }
}
