using Plumbline.Tensors;

namespace Plumbline.Diffusion.Mini;

/// <summary>Pixels into channels and back: every change of resolution of the network, without loss.</summary>
internal static class Rearrangement
{
    /// <summary>Edge of the pixel blocks that become channels at the entrance.</summary>
    public const int PatchEdge = 4;

    /// <summary>Frames that become channels at the entrance.</summary>
    public const int PatchFrames = 4;

    /// <summary>Channels of one patch.</summary>
    public const int PatchChannels = 3 * PatchFrames * PatchEdge * PatchEdge;

    /// <summary>Blocks of 4×4 pixels of 4 frames as channels.</summary>
    /// <param name="frames">[B, 3, 4·f, 4·h, 4·w].</param>
    /// <returns>[B, f, h, w, 192].</returns>
    public static Tensor ToPatches(Tensor frames)
    {
        using var scope = new TensorScope();
        var split = frames.Reshape(
            frames.Shape[0], 3, frames.Shape[2] / PatchFrames, PatchFrames, frames.Shape[3] / PatchEdge, PatchEdge,
            frames.Shape[4] / PatchEdge, PatchEdge);
        return scope.Keep(split.Permute(0, 2, 4, 6, 1, 3, 5, 7).Flatten(4));
    }

    /// <summary>The inverse of <see cref="ToPatches"/>.</summary>
    /// <param name="patches">[B, f, h, w, 192].</param>
    /// <returns>[B, 3, 4·f, 4·h, 4·w].</returns>
    public static Tensor FromPatches(Tensor patches)
    {
        using var scope = new TensorScope();
        var shape = patches.Shape;
        var split = patches.Unflatten(4, 3, PatchFrames, PatchEdge, PatchEdge);
        return scope.Keep(split.Permute(0, 4, 1, 5, 2, 6, 3, 7).Reshape(
            shape[0], 3, shape[1] * PatchFrames, shape[2] * PatchEdge, shape[3] * PatchEdge));
    }

    /// <summary>Blocks of 2×2 positions as channels.</summary>
    /// <param name="input">[B, F, 2·h, 2·w, C].</param>
    /// <returns>[B, F, h, w, 4·C].</returns>
    public static Tensor Gathered(Tensor input)
    {
        using var scope = new TensorScope();
        var shape = input.Shape;
        var split = input.Reshape(shape[0], shape[1], shape[2] / 2, 2, shape[3] / 2, 2, shape[4]);
        return scope.Keep(split.Permute(0, 1, 2, 4, 6, 3, 5).Flatten(4));
    }

    /// <summary>The inverse of <see cref="Gathered"/>.</summary>
    /// <param name="input">[B, F, h, w, 4·C].</param>
    /// <returns>[B, F, 2·h, 2·w, C].</returns>
    public static Tensor Spread(Tensor input)
    {
        using var scope = new TensorScope();
        var shape = input.Shape;
        var split = input.Unflatten(4, -1, 2, 2);                                 // [B, F, h, w, C, 2, 2]
        return scope.Keep(split.Permute(0, 1, 2, 5, 3, 6, 4).Reshape(
            shape[0], shape[1], 2 * shape[2], 2 * shape[3], shape[4] / 4));
    }

    /// <summary>Means of neighbouring channels: the shortcut past a layer that narrows.</summary>
    /// <param name="input">[..., C].</param>
    /// <param name="channels">A divisor of C.</param>
    /// <returns>[..., channels].</returns>
    /// <remarks>Chen et al. 2024, arXiv:2410.10733, section 3.2.</remarks>
    public static Tensor Averaged(Tensor input, long channels)
    {
        using var scope = new TensorScope();
        return scope.Keep(input.Unflatten(-1, channels, -1).Mean([-1]));
    }

    /// <summary>Each channel several times: the shortcut past a layer that widens.</summary>
    /// <param name="input">[..., C].</param>
    /// <param name="channels">A multiple of C.</param>
    /// <returns>[..., channels].</returns>
    /// <remarks>Chen et al. 2024, arXiv:2410.10733, section 3.2.</remarks>
    public static Tensor Duplicated(Tensor input, long channels) =>
        input.RepeatInterleave(channels / input.Shape[-1], -1);
}
