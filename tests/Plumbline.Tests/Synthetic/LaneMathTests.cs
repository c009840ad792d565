using System.Runtime.Intrinsics;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Synthetic;

public sealed class LaneMathTests
{
    [Fact]
    public void Arc_tangents_agree_with_the_library()
    {
        var random = new SeededRandom(3);

        for (var i = 0; i < 2000; i++)
        {
            var (x, y) = ((float)random.NextIn(-2, 2), (float)random.NextIn(-2, 2));

            var angle = LaneMath.Atan2(Vector256.Create(y), Vector256.Create(x));

            Assert.Equal(Math.Atan2(y, x), angle[i % 8], 1e-6);
        }
    }

    [Fact]
    public void Noise_agrees_with_its_plain_form()
    {
        var random = new SeededRandom(4);

        for (var i = 0; i < 500; i++)
        {
            var (u, v, seed) = ((float)random.NextIn(-50, 50), (float)random.NextIn(-50, 50), (uint)random.NextBits());

            var noise = Noise.Gradient(Vector256.Create(u), Vector256.Create(v), seed);

            Assert.Equal(PlainNoise(u, v, seed), noise[i % 8], 1e-5f);
        }
    }

    [Fact]
    public void Noise_finer_than_a_pixel_fades_to_its_mean()
    {
        var at = new Footprint(
            Vector256.Create(0.3f), Vector256.Create(0.7f), Vector256.Create(0.8f), Vector256.Create(0.8f));

        Assert.Equal(Vector256<float>.Zero, Noise.Fractal(at, 1, 8, 0.7f, 5));
    }

    private static float PlainNoise(float u, float v, uint seed)
    {
        var (column, row) = ((int)MathF.Floor(u), (int)MathF.Floor(v));
        var (x, y) = (u - column, v - row);
        var top = float.Lerp(Corner(0, 0), Corner(1, 0), Fade(x));
        return float.Lerp(top, float.Lerp(Corner(0, 1), Corner(1, 1), Fade(x)), Fade(y));

        float Corner(int right, int down)
        {
            var h = seed + (uint)(column + right) * 0x85EBCA6Bu + (uint)(row + down) * 0xC2B2AE35u;
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            h ^= h >> 15;
            return 1.6f * (((h & 0xFFFF) / 32768f - 1) * (x - right) + ((h >> 16) / 32768f - 1) * (y - down));
        }

        static float Fade(float t) => t * t * t * (t * (t * 6 - 15) + 10);
    }
}
