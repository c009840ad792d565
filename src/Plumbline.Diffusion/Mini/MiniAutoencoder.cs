using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>
/// Plumbline's own causal video autoencoder: space 8×, time 4×, small enough for two processor cores.
/// </summary>
/// <remarks>
/// The first frame, repeated, and then every four frames become one picture of 192 channels at a quarter of the
/// resolution; everything after that is 3×3 convolutions over those pictures, every second one of which also sees the
/// picture before. No convolution runs at full resolution and none over single frames, which is what makes it cheap.
/// Causal as in Yu et al. 2023, arXiv:2310.05737; shortcuts as in Chen et al. 2024, arXiv:2410.10733.
/// </remarks>
public sealed class MiniAutoencoder : VideoAutoencoder
{
    private readonly MiniEncoder _encoder;
    private readonly MiniDecoder _decoder;
    private readonly Tensor _latentMean;
    private readonly Tensor _latentDeviation;

    /// <summary>Asks for the weights and for the statistics <c>latent_mean</c> and <c>latent_std</c> [C].</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="config">The sizes.</param>
    public MiniAutoencoder(Weights weights, MiniAutoencoderConfig config)
        : base(weights?.Precision!)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validate();
        _encoder = OwnPart("encoder", new MiniEncoder(weights!.At("encoder"), config));
        _decoder = OwnPart("decoder", new MiniDecoder(weights.At("decoder"), config));
        _latentMean = OwnWeight(weights, "latent_mean", [config.LatentChannels], Initialization.Zeros);
        _latentDeviation = OwnWeight(weights, "latent_std", [config.LatentChannels], Initialization.Ones);
    }

    /// <summary>The sizes.</summary>
    public MiniAutoencoderConfig Config { get; }

    /// <inheritdoc/>
    public override int LatentChannels => Config.LatentChannels;

    /// <inheritdoc/>
    public override int SpatialStride => 2 * Rearrangement.PatchEdge;

    /// <inheritdoc/>
    public override int TemporalStride => Rearrangement.PatchFrames;

    /// <summary>
    /// SHA-256 of everything that decides the latents of a clip, 64 hexadecimal digits: equal for autoencoders whose
    /// latents mean the same, however their decoders differ.
    /// </summary>
    public string LatentSpace
    {
        get
        {
            using var scope = new TensorScope();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var weight in _encoder.Parameters().Select(weight => weight.Value).Append(_latentMean).Append(
                _latentDeviation))
                hash.AppendData(MemoryMarshal.AsBytes<float>(weight.Detach().To(DType.Float32).ToArray<float>()));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>Turns gradients on for what is learned; the latent statistics are measured, not learned.</summary>
    /// <param name="part">What is learned; the rest is frozen.</param>
    public void RecordGradientsForTraining(AutoencoderPart part = AutoencoderPart.Whole)
    {
        RecordGradients(GradientRecording.Off);
        _decoder.RecordGradients(GradientRecording.On);
        if (part == AutoencoderPart.Whole)
            _encoder.RecordGradients(GradientRecording.On);
    }

    /// <inheritdoc/>
    public override Tensor Encode(Tensor frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        LatentShape(frames.Shape);
        using var stream = OpenEncoder();
        return stream.Next(frames);
    }

    /// <inheritdoc/>
    public override Tensor Decode(Tensor latents)
    {
        using var stream = OpenDecoder();
        return stream.Next(latents);
    }

    /// <summary>Begins to compress clips piece by piece.</summary>
    /// <returns>A stream that the caller disposes before the autoencoder.</returns>
    public EncodingStream OpenEncoder() => new(this);

    /// <summary>Begins to restore clips piece by piece.</summary>
    /// <returns>A stream that the caller disposes before the autoencoder.</returns>
    public DecodingStream OpenDecoder() => new(this);

    /// <summary>
    /// Compresses clips, all at once, to distributions of latents that are not normalised, as training needs them.
    /// </summary>
    /// <param name="frames">RGB in [−1, 1], [B, 3, F, H, W].</param>
    /// <returns>Distributions of latents [B, C, f, h, w]; the tensors belong to the caller's scope.</returns>
    /// <exception cref="ArgumentException">The clip's extents do not fit the strides.</exception>
    public LatentDistribution EncodeDistribution(Tensor frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        LatentShape(frames.Shape);
        return EncodePiece(frames, null);
    }

    /// <summary>Restores clips, all at once, from latents that are not normalised.</summary>
    /// <param name="latents">As <see cref="EncodeDistribution"/> describes them, [B, C, f, h, w].</param>
    /// <returns>RGB around [−1, 1], [B, 3, F, H, W].</returns>
    public Tensor DecodeRaw(Tensor latents)
    {
        Shape.Require(latents, $"B,{LatentChannels},f,h,w");
        return DecodePiece(latents, null);
    }

    /// <summary>Replaces the statistics by those of given latents.</summary>
    /// <param name="latents">Latents of many clips that are not normalised, each [B, C, f, h, w].</param>
    /// <exception cref="ArgumentException">There are no latents, or a channel of them does not vary.</exception>
    public void MeasureStatistics(IReadOnlyList<Tensor> latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Count == 0)
            throw new ArgumentException("Measure latents: expected at least one clip, got none.", nameof(latents));
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        var rows = latents.Select(clip => clip.To(DType.Float64).Permute(1, 0, 2, 3, 4).Reshape(LatentChannels, -1));
        var all = Tensor.Concat([.. rows], 1);                                             // [C, n]
        var deviation = all.StandardDeviation([1], 0);
        if (!(deviation.Min().Item() > 0))
            throw new ArgumentException(
                "Measure latents: expected every channel to vary, got one that does not. Train the autoencoder first.",
                nameof(latents));
        _latentMean.CopyFrom(all.Mean([1]));
        _latentDeviation.CopyFrom(deviation);
    }

    /// <summary>Additions and multiplications of one encoding and one decoding, forward and backward.</summary>
    /// <param name="frames">Shape of the clips, [B, 3, F, H, W].</param>
    /// <param name="part">What is trained; a frozen encoder has no backward pass.</param>
    /// <returns>How many, of convolutions only.</returns>
    public double TrainingOperations(Shape frames, AutoencoderPart part)
    {
        var latents = LatentShape(frames);
        var positions = (double)latents[0] * latents[2] * latents[3] * latents[4];
        return (part == AutoencoderPart.Whole ? 3 : 1) * ForwardOperations(_encoder, positions)
            + 3 * ForwardOperations(_decoder, positions);
    }

    internal LatentDistribution EncodePiece(Tensor frames, CausalMemory? memory)
    {
        using var scope = new TensorScope();
        var wide = frames.To(Precision.Normalization);
        // The clip's first frame fills a group of its own.
        if (memory is not { HasBegun: true })
            wide = Tensor.Concat([wide.Slice(2, 0, 1).Expand(-1, -1, TemporalStride - 1, -1, -1), wide], 2);
        var moments = _encoder.Forward(Rearrangement.ToPatches(wide), memory).Permute(0, 4, 1, 2, 3);
        memory?.Advance();
        var mean = moments.Slice(1, 0, LatentChannels);
        // Beyond these bounds the exponential leaves float32 or the noise is lost in rounding.
        var logVariance = moments.Slice(1, LatentChannels).Clamp(-30, 20);
        return new(scope.Keep(mean), scope.Keep(logVariance));
    }

    internal Tensor DecodePiece(Tensor latents, CausalMemory? memory)
    {
        using var scope = new TensorScope();
        var isFirst = memory is not { HasBegun: true };
        var channelsLast = latents.To(Precision.Normalization).Permute(0, 2, 3, 4, 1).Contiguous();
        var frames = Rearrangement.FromPatches(_decoder.Forward(channelsLast, memory));
        memory?.Advance();
        return scope.Keep(isFirst ? frames.Slice(2, TemporalStride - 1) : frames);
    }

    internal Tensor Normalized(Tensor latents)
    {
        using var scope = new TensorScope();
        return scope.Keep((latents - PerChannel(_latentMean)) / PerChannel(_latentDeviation));
    }

    internal Tensor Restored(Tensor latents)
    {
        using var scope = new TensorScope();
        var wide = latents.To(Precision.Normalization);
        return scope.Keep(wide * PerChannel(_latentDeviation) + PerChannel(_latentMean));
    }

    private Tensor PerChannel(Tensor statistics)
    {
        using var scope = new TensorScope();
        return scope.Keep(statistics.To(Precision.Normalization).Reshape(-1, 1, 1, 1));
    }

    private static double ForwardOperations(Module part, double innerPositions) =>
        part.Parameters().Where(parameter => parameter.Value.Rank == 5).Sum(kernel =>
            2.0 * kernel.Value.ElementCount * innerPositions
            * (kernel.Name.StartsWith("outer.", StringComparison.Ordinal) ? 4 : 1));
}
