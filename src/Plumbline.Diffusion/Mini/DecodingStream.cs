using Plumbline.Tensors;

namespace Plumbline.Diffusion.Mini;

/// <summary>Restores clips piece by piece; the pieces together equal the whole, bit for bit.</summary>
/// <remarks>Clip by clip and group by group, for the reason that <see cref="EncodingStream"/> gives.</remarks>
public sealed class DecodingStream : IDisposable
{
    private readonly MiniAutoencoder _autoencoder;
    private CausalMemory[] _memories = [];

    internal DecodingStream(MiniAutoencoder autoencoder) => _autoencoder = autoencoder;

    /// <summary>Restores the next frames.</summary>
    /// <param name="latents">Normalised latents, [B, C, f, h, w], at least one latent frame.</param>
    /// <returns>RGB around [−1, 1]: 1 frame for the clip's first latent frame and 4 for every later one.</returns>
    public Tensor Next(Tensor latents)
    {
        var shape = Shape.Require(latents, $"B,{_autoencoder.LatentChannels},f,h,w");
        _memories = CausalMemory.ForClips(_memories, shape[0]);
        using var scope = new TensorScope();
        var raw = _autoencoder.Restored(latents);
        var clips = new Tensor[shape[0]];
        for (var clip = 0; clip < clips.Length; clip++)
        {
            var pieces = new Tensor[shape[2]];
            for (var i = 0; i < pieces.Length; i++)
                pieces[i] = _autoencoder.DecodePiece(raw.Slice(0, clip, clip + 1).Slice(2, i, i + 1), _memories[clip]);
            clips[clip] = Tensor.Concat(pieces, 2);
        }

        return scope.Keep(Tensor.Concat(clips, 0));
    }

    /// <summary>Forgets what went before; doing so twice is harmless.</summary>
    public void Dispose()
    {
        foreach (var memory in _memories)
            memory.Dispose();
    }
}
