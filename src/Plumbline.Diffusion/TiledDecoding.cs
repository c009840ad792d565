using Plumbline.Tensors;

namespace Plumbline.Diffusion;

/// <summary>
/// Decodes large clips in overlapping tiles that fade into each other, so that memory stays that of one tile.
/// </summary>
/// <remarks>
/// Inside the overlap both tiles count, each with a weight that falls evenly towards its border. A tile sees nothing
/// beyond its border, so the result is close to the whole decoding and not equal to it.
/// </remarks>
public sealed record TiledDecoding
{
    /// <summary>Edge of a tile in latent positions, at least 2; default 32.</summary>
    public int TileEdge { get; init; } = 32;

    /// <summary>Positions that neighbouring tiles share, from 1 to half the edge; default 8.</summary>
    public int Overlap { get; init; } = 8;

    /// <summary>Decodes clips.</summary>
    /// <param name="autoencoder">The autoencoder.</param>
    /// <param name="latents">Normalised latents, [B, C, f, h, w].</param>
    /// <returns>RGB around [−1, 1], not clamped, float32[B, 3, F, H, W].</returns>
    public Tensor Decode(VideoAutoencoder autoencoder, Tensor latents)
    {
        ArgumentNullException.ThrowIfNull(autoencoder);
        Shape.Require(latents, $"B,{autoencoder.LatentChannels},f,h,w");
        ArgumentOutOfRangeException.ThrowIfLessThan(TileEdge, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Overlap, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Overlap, TileEdge / 2);
        var stride = autoencoder.SpatialStride;
        var (height, width) = (latents.Shape[3], latents.Shape[4]);
        if (height <= TileEdge && width <= TileEdge)
            return autoencoder.Decode(latents);

        using var scope = new TensorScope();
        var frameCount = (latents.Shape[2] - 1) * autoencoder.TemporalStride + 1;
        var sum = Tensor.Zeros(
            [latents.Shape[0], 3, frameCount, height * stride, width * stride], DType.Float32, latents.Device);
        var weights = Tensor.Zeros([height * stride, width * stride], DType.Float32, latents.Device);
        foreach (var (top, bottom) in Tiles(height))
        {
            var down = Fade(top, bottom, height, stride, latents.Device);
            foreach (var (left, right) in Tiles(width))
            {
                using var tileScope = new TensorScope();
                var weight = down.Unsqueeze(1) * Fade(left, right, width, stride, latents.Device);
                var tile = autoencoder.Decode(latents.Slice(3, top, bottom).Slice(4, left, right));
                Inside(sum, 3, top, bottom, left, right, stride).AddInPlace(tile * weight);
                Inside(weights, 0, top, bottom, left, right, stride).AddInPlace(weight);
            }
        }

        return scope.Keep(sum / weights);
    }

    private static Tensor Inside(Tensor whole, long axis, long top, long bottom, long left, long right, long stride) =>
        whole.Slice(axis, top * stride, bottom * stride).Slice(axis + 1, left * stride, right * stride);

    private IEnumerable<(long Start, long End)> Tiles(long extent)
    {
        for (long start = 0; ; start += TileEdge - Overlap)
        {
            if (start + TileEdge >= extent)
            {
                yield return (Math.Max(0, extent - TileEdge), extent);
                yield break;
            }

            yield return (start, start + TileEdge);
        }
    }

    // Weights of the pixels along one side of a tile; 1 where the clip itself ends.
    private Tensor Fade(long start, long end, long extent, long stride, Device device)
    {
        var (count, ramp) = ((end - start) * stride, (double)Overlap * stride);
        var weights = new float[count];
        for (var i = 0; i < count; i++)
        {
            var fromStart = start == 0 ? 1 : (i + 0.5) / ramp;
            var fromEnd = end == extent ? 1 : (count - i - 0.5) / ramp;
            weights[i] = (float)Math.Min(1, Math.Min(fromStart, fromEnd));
        }

        return Tensor.From<float>(weights, [count], device);
    }
}
