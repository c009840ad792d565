using Plumbline.Tensors;

namespace Plumbline.Diffusion.Mini;

/// <summary>Compresses clips piece by piece; the pieces together equal the whole, bit for bit.</summary>
/// <remarks>
/// Clip by clip and group by group, whatever it is given at once: oneDNN adds up in another order when the extents of a
/// convolution change, so that a batch would not give the bytes of its clips, nor a whole those of its pieces.
/// </remarks>
public sealed class EncodingStream : IDisposable
{
    private readonly MiniAutoencoder _autoencoder;
    private CausalMemory[] _memories = [];

    internal EncodingStream(MiniAutoencoder autoencoder) => _autoencoder = autoencoder;

    /// <summary>Compresses the next frames.</summary>
    /// <param name="frames">
    /// RGB in [−1, 1], [B, 3, F, H, W]; F is 1 + 4k for the first piece and 4k for every later one.
    /// </param>
    /// <returns>The latents that the frames complete, normalised, float32[B, C, f, h, w].</returns>
    /// <exception cref="ArgumentException">The frames do not fill whole groups, or the size does not fit.</exception>
    public Tensor Next(Tensor frames)
    {
        var shape = Shape.Require(frames, "B,3,F,H,W");
        var stride = _autoencoder.TemporalStride;
        var isFirst = _memories.Length == 0;
        if (shape[2] < 1 || shape[2] % stride != (isFirst ? 1 : 0))
            throw new ArgumentException(
                $"Encode the next frames: expected {(isFirst ? "1 + " : "")}a multiple of {stride}, got {shape[2]}. "
                + "Wait until a group is full.",
                nameof(frames));
        _autoencoder.LatentShape([shape[0], 3, 1, shape[3], shape[4]]);
        _memories = CausalMemory.ForClips(_memories, shape[0]);
        using var scope = new TensorScope();
        var clips = new Tensor[shape[0]];
        for (var clip = 0; clip < clips.Length; clip++)
        {
            var groups = new List<Tensor>();
            for (long start = 0, end; start < shape[2]; start = end)
            {
                end = start == 0 && isFirst ? 1 : start + stride;
                var group = frames.Slice(0, clip, clip + 1).Slice(2, start, end);
                groups.Add(_autoencoder.EncodePiece(group, _memories[clip]).Mean);
            }

            clips[clip] = Tensor.Concat([.. groups], 2);
        }

        return scope.Keep(_autoencoder.Normalized(Tensor.Concat(clips, 0)));
    }

    /// <summary>Forgets what went before; doing so twice is harmless.</summary>
    public void Dispose()
    {
        foreach (var memory in _memories)
            memory.Dispose();
    }
}
