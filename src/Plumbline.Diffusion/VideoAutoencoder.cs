using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion;

/// <summary>Turns clips into the few numbers that a denoiser works on, and back.</summary>
/// <remarks>
/// The first frame becomes latent frame 0 by itself and every <see cref="TemporalStride"/> frames after it become one
/// more, so a picture is a clip of one frame. Latents are normalised: over many clips each channel has mean 0 and
/// variance 1, as far as the statistics of the checkpoint say so.
/// </remarks>
public abstract class VideoAutoencoder : Module
{
    /// <summary>Starts an autoencoder that computes under a policy.</summary>
    /// <param name="precision">The types in which it is kept and computed.</param>
    protected VideoAutoencoder(Precision precision)
        : base(precision)
    {
    }

    /// <summary>Channels of the latents, C.</summary>
    public abstract int LatentChannels { get; }

    /// <summary>Pixels per latent position, along height and along width.</summary>
    public abstract int SpatialStride { get; }

    /// <summary>Frames per latent frame after the first.</summary>
    public abstract int TemporalStride { get; }

    /// <summary>Compresses clips, to the mean of what their latents may be.</summary>
    /// <param name="frames">RGB in [−1, 1], float32[B, 3, F, H, W]; F is 1 + a multiple of the temporal stride.</param>
    /// <returns>Normalised latents, float32[B, C, f, h, w].</returns>
    /// <exception cref="ArgumentException">The clip's extents do not fit the strides.</exception>
    public abstract Tensor Encode(Tensor frames);

    /// <summary>Restores clips.</summary>
    /// <param name="latents">Normalised latents, [B, C, f, h, w].</param>
    /// <returns>RGB around [−1, 1], not clamped, float32[B, 3, F, H, W].</returns>
    public abstract Tensor Decode(Tensor latents);

    /// <summary>The latents' shape for clips of a shape.</summary>
    /// <param name="frames">[B, 3, F, H, W].</param>
    /// <returns>[B, C, f, h, w].</returns>
    /// <exception cref="ArgumentException">
    /// The clip's extents do not fit the strides; the message says which do.
    /// </exception>
    public Shape LatentShape(Shape frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var fits = frames.Follows("B,3,F,H,W") && frames[2] % TemporalStride == 1 % TemporalStride
            && frames[3] > 0 && frames[4] > 0 && frames[3] % SpatialStride == 0 && frames[4] % SpatialStride == 0;
        if (!fits)
            throw new ArgumentException(
                $"Encode clips: expected [B, 3, 1 + {TemporalStride}k, {SpatialStride}m, {SpatialStride}n], got "
                + $"{frames}. Crop or resize the clip.",
                nameof(frames));
        return [
            frames[0], LatentChannels, (frames[2] - 1) / TemporalStride + 1, frames[3] / SpatialStride,
            frames[4] / SpatialStride];
    }
}
