using Plumbline.Tensors;

namespace Plumbline.Diffusion.Mini;

/// <summary>Latents cut into square patches of one frame, one token each, and put together again.</summary>
internal static class PatchGrid
{
    /// <summary>Cuts latents.</summary>
    /// <param name="latents">[B, C, f, h, w].</param>
    /// <param name="size">Height and width of a patch, p.</param>
    /// <returns>Tokens, width fastest, [B, f · h/p · w/p, C · p · p].</returns>
    public static Tensor ToTokens(Tensor latents, int size)
    {
        using var scope = new TensorScope();
        var (b, c, f, h, w) =
            (latents.Shape[0], latents.Shape[1], latents.Shape[2], latents.Shape[3], latents.Shape[4]);
        return scope.Keep(latents.Reshape(b, c, f, h / size, size, w / size, size)
            .Permute(0, 2, 3, 5, 1, 4, 6).Reshape(b, f * (h / size) * (w / size), c * size * size));
    }

    /// <summary>Puts latents together.</summary>
    /// <param name="tokens">[B, f · h/p · w/p, C · p · p].</param>
    /// <param name="shape">Shape of the latents, [B, C, f, h, w].</param>
    /// <param name="size">Height and width of a patch, p.</param>
    /// <returns>[B, C, f, h, w].</returns>
    public static Tensor ToLatents(Tensor tokens, Shape shape, int size)
    {
        using var scope = new TensorScope();
        var (b, c, f, h, w) = (shape[0], shape[1], shape[2], shape[3], shape[4]);
        return scope.Keep(tokens.Reshape(b, f, h / size, w / size, c, size, size)
            .Permute(0, 4, 1, 2, 5, 3, 6).Reshape(b, c, f, h, w));
    }
}
