using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using IntLanes = System.Runtime.Intrinsics.Vector256<uint>;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Smooth random patterns on the plane, at eight places at once.</summary>
internal static class Noise
{
    private const uint StepX = 0x85EBCA6Bu;
    private const uint StepY = 0xC2B2AE35u;

    /// <summary>Gradient noise with one feature per unit.</summary>
    /// <returns>Values in about [−1, 1], 0 on average.</returns>
    /// <remarks>
    /// Perlin, "Improving noise", SIGGRAPH 2002, with a hashed lattice instead of a table: it never repeats.
    /// </remarks>
    public static Lanes Gradient(Lanes u, Lanes v, uint seed)
    {
        var (floorU, floorV) = (Vector256.Floor(u), Vector256.Floor(v));
        var (x, y) = (u - floorU, v - floorV);
        var (x1, y1) = (x - Lanes.One, y - Lanes.One);
        var left = Lattice(floorU, StepX);
        var top = Lattice(floorV, StepY) + Vector256.Create(seed);
        var (right, bottom) = (left + Vector256.Create(StepX), top + Vector256.Create(StepY));
        var (fadeX, fadeY) = (Fade(x), Fade(y));
        var above = Slope(Mix(left + top), x, y);
        above += fadeX * (Slope(Mix(right + top), x1, y) - above);
        var below = Slope(Mix(left + bottom), x, y1);
        below += fadeX * (Slope(Mix(right + bottom), x1, y1) - below);
        return above + fadeY * (below - above);
    }

    /// <summary>A sum of gradient noise from coarse to fine, without what is finer than the footprint.</summary>
    /// <param name="at">Where, and how large a pixel is there.</param>
    /// <param name="feature">Size of the coarsest feature, metres.</param>
    /// <param name="octaves">How many times the feature is halved, at most.</param>
    /// <param name="gain">Amplitude of each octave over that of the one before it.</param>
    /// <param name="seed">Chooses the pattern.</param>
    /// <returns>Values in about [−1, 1], 0 on average.</returns>
    public static Lanes Fractal(in Footprint at, float feature, int octaves, float gain, uint seed)
    {
        var finest = at.Longest;
        var (sum, amplitude, size) = (Lanes.Zero, 1f, feature);
        for (var octave = 0; octave < octaves; octave++)
        {
            // Full while a feature spans three pixels, gone at one and a half: below that the pixel grid would alias
            // it.
            var spanned = Vector256.Create(size) / finest;
            var share = LaneMath.Clamp((spanned - Vector256.Create(1.5f)) / 1.5f, 0, 1);
            if (!LaneMath.Any(Vector256.GreaterThan(share, Lanes.Zero)))
                break;
            sum += share * amplitude * Gradient(at.U / size, at.V / size, seed + (uint)octave * 0x9E3779B9u);
            amplitude *= gain;
            size *= 0.5f;
        }

        return sum;
    }

    /// <summary>A random number for each cell of a grid.</summary>
    /// <param name="x">Columns, whole numbers.</param>
    /// <param name="y">Rows, whole numbers.</param>
    /// <param name="seed">Chooses the numbers.</param>
    /// <returns>Values in [0, 1).</returns>
    public static Lanes Cell(Lanes x, Lanes y, uint seed)
    {
        var hash = Mix(Lattice(x, StepX) + Lattice(y, StepY) + Vector256.Create(seed));
        return Vector256.ConvertToSingle((hash >> 8).AsInt32()) * (1f / (1 << 24));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes Lattice(Lanes cell, uint step) =>
        Vector256.ConvertToInt32Native(cell).AsUInt32() * Vector256.Create(step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes Mix(IntLanes h)
    {
        h = (h ^ (h >> 15)) * Vector256.Create(0x2C1B3C6Du);
        h = (h ^ (h >> 12)) * Vector256.Create(0x297A2D39u);
        return h ^ (h >> 15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Fade(Lanes x) =>
        x * x * x * (x * (x * 6f - Vector256.Create(15f)) + Vector256.Create(10f));

    // Sixteen bits for each component instead of a table of eight directions: no preferred diagonals.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Slope(IntLanes hash, Lanes x, Lanes y)
    {
        var across = Vector256.ConvertToSingle((hash & Vector256.Create(0xFFFFu)).AsInt32()) - Vector256.Create(32768f);
        var down = Vector256.ConvertToSingle((hash >> 16).AsInt32()) - Vector256.Create(32768f);
        return across * (1.6f / 32768) * x + down * (1.6f / 32768) * y;
    }
}
