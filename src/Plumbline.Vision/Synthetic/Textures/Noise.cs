using System.Numerics;
using System.Runtime.CompilerServices;

namespace Plumbline.Vision.Synthetic;

/// <summary>Smooth random patterns on the plane.</summary>
internal static class Noise
{
    /// <summary>Gradient noise with one feature per unit.</summary>
    /// <returns>A value in about [−1, 1], 0 on average.</returns>
    /// <remarks>
    /// Perlin, "Improving noise", SIGGRAPH 2002, with a hashed lattice instead of a table: it never repeats.
    /// </remarks>
    public static float Gradient(Vector2 position, uint seed)
    {
        var (floorX, floorY) = (MathF.Floor(position.X), MathF.Floor(position.Y));
        var (x, y) = (position.X - floorX, position.Y - floorY);
        var (ix, iy) = ((int)floorX, (int)floorY);
        var (u, v) = (x * x * x * (x * (x * 6 - 15) + 10), y * y * y * (y * (y * 6 - 15) + 10));
        var top = Slope(Hash(ix, iy, seed), x, y);
        top += u * (Slope(Hash(ix + 1, iy, seed), x - 1, y) - top);
        var bottom = Slope(Hash(ix, iy + 1, seed), x, y - 1);
        bottom += u * (Slope(Hash(ix + 1, iy + 1, seed), x - 1, y - 1) - bottom);
        return top + v * (bottom - top);
    }

    /// <summary>A sum of gradient noise from coarse to fine, without what is finer than the footprint.</summary>
    /// <param name="uv">Position, metres.</param>
    /// <param name="footprint">Size of a pixel, metres.</param>
    /// <param name="feature">Size of the coarsest feature, metres.</param>
    /// <param name="octaves">How many times the feature is halved, at most.</param>
    /// <param name="gain">Amplitude of each octave over that of the one before it.</param>
    /// <param name="seed">Chooses the pattern.</param>
    /// <returns>A value in about [−1, 1], 0 on average.</returns>
    public static float Fractal(Vector2 uv, Vector2 footprint, float feature, int octaves, float gain, uint seed)
    {
        var finest = MathF.Max(footprint.X, footprint.Y);
        var (sum, amplitude, size) = (0f, 1f, feature);
        for (var octave = 0; octave < octaves; octave++)
        {
            // Full while a feature spans three pixels, gone at one and a half: below that the pixel grid would alias
            // it.
            var share = Math.Clamp((size / finest - 1.5f) / 1.5f, 0, 1);
            if (share == 0)
                break;
            sum += share * amplitude * Gradient(uv / size, seed + (uint)octave * 0x9E3779B9u);
            amplitude *= gain;
            size *= 0.5f;
        }

        return sum;
    }

    /// <summary>A random number for a cell of a grid.</summary>
    /// <returns>A value in [0, 1).</returns>
    public static float Cell(int x, int y, uint seed) => (Hash(x, y, seed) >> 8) * (1f / (1 << 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(int x, int y, uint seed)
    {
        var h = seed + (uint)x * 0x85EBCA6Bu + (uint)y * 0xC2B2AE35u;
        h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
        h = (h ^ (h >> 12)) * 0x297A2D39u;
        return h ^ (h >> 15);
    }

    // Sixteen bits for each component instead of a table of eight directions: no preferred diagonals.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Slope(uint hash, float x, float y) =>
        ((int)(hash & 0xFFFF) - 32768) * (1.6f / 32768) * x + ((int)(hash >> 16) - 32768) * (1.6f / 32768) * y;
}
