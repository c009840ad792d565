using System.Numerics;
using Plumbline.Vision.Synthetic;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Alignment.Calibration;

/// <summary>A smooth random vector field made of three plane waves.</summary>
internal sealed class SmoothWaves
{
    private readonly (Vector2 Number, Vector2 Direction, float Phase)[] _waves;

    /// <summary>Draws a field.</summary>
    /// <param name="wavelengthPixels">Typical distance over which it turns round.</param>
    /// <param name="random">The source of every choice.</param>
    public SmoothWaves(float wavelengthPixels, SeededRandom random)
    {
        _waves = new (Vector2, Vector2, float)[3];
        for (var i = 0; i < _waves.Length; i++)
        {
            // A third of a turn apart: the field never degenerates to stripes.
            var (sin, cos) = MathF.SinCos((float)(random.NextIn(0, Math.PI / 3) + i * Math.PI / 3));
            var (sinAcross, cosAcross) = MathF.SinCos((float)random.NextIn(0, 2 * Math.PI));
            var number = 2 * MathF.PI / (wavelengthPixels * (float)random.NextIn(0.75, 1.3));
            _waves[i] = (
                number * new Vector2(cos, sin), new(cosAcross, sinAcross), (float)random.NextIn(0, 2 * Math.PI));
        }
    }

    /// <summary>The field at a pixel, each wave weighted.</summary>
    /// <param name="pixel">Place in the frame.</param>
    /// <param name="weights">Weight of each wave.</param>
    public Vector2 At(Vector2 pixel, Float3 weights)
    {
        var sum = Vector2.Zero;
        for (var i = 0; i < _waves.Length; i++)
            sum += weights[i] * MathF.Sin(Vector2.Dot(_waves[i].Number, pixel) + _waves[i].Phase) * _waves[i].Direction;
        return sum;
    }
}
