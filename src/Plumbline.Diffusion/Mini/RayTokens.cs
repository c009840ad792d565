using Plumbline.Tensors;

namespace Plumbline.Diffusion.Mini;

/// <summary>Plücker rays pooled to the token grid.</summary>
/// <remarks>
/// Latent frame 0 stands for frame 0, each later one for the frames of a temporal stride; their rays stand side by
/// side, so that motion within a latent frame is seen. A last channel says that there are rays at all.
/// </remarks>
internal static class RayTokens
{
    private const int RayChannels = 6;

    public static int ChannelCount(int temporalStride) => RayChannels * temporalStride + 1;

    /// <summary>Pools rays.</summary>
    /// <param name="rays">[B, 6, 1 + s (f − 1), h, w]; all zeros for a sample without.</param>
    /// <param name="latents">Shape of the latents, [B, C, f, h, w].</param>
    /// <param name="temporalStride">Frames per latent frame after the first, s.</param>
    /// <param name="patchSize">Latent positions per token along height and width.</param>
    /// <returns>[B, f · h/p · w/p, 6 s + 1].</returns>
    public static Tensor From(Tensor rays, Shape latents, int temporalStride, int patchSize)
    {
        var (b, f, h, w) = (latents[0], latents[2], latents[3], latents[4]);
        if (rays.Shape != Shape.Of(b, RayChannels, 1 + temporalStride * (f - 1), h, w))
            throw new ArgumentException(
                $"Rays: expected [{b}, {RayChannels}, {1 + temporalStride * (f - 1)}, {h}, {w}] for latents "
                + $"{latents}, got {rays}.", nameof(rays));
        using var scope = new TensorScope();
        var first = rays.Slice(2, 0, 1).Expand(b, RayChannels, temporalStride - 1, h, w);
        var grouped = Tensor.Concat([first, rays], 2).Reshape(b, RayChannels, f, temporalStride, h, w)
            .Permute(0, 1, 3, 2, 4, 5).Reshape(b, RayChannels * temporalStride, f, h, w);
        var pooled = PatchGrid.ToTokens(grouped, patchSize)                      // [B, N, 6 s · p · p]
            .Unflatten(-1, RayChannels * temporalStride, patchSize * patchSize).Mean([-1]);
        return scope.Keep(Tensor.Concat([pooled, AreGiven(rays).Expand(b, pooled.Shape[1], 1)], -1));
    }

    /// <summary>Which samples have rays: 1 for one with, 0 for one without, [B, 1, 1].</summary>
    /// <param name="rays">[B, 6, F, h, w]; all zeros for a sample without.</param>
    public static Tensor AreGiven(Tensor rays)
    {
        using var scope = new TensorScope();
        return scope.Keep(
            rays.Abs().Max([1, 2, 3, 4]).GreaterThan(0).To(rays.DType).Reshape(rays.Shape[0], 1, 1));
    }
}
