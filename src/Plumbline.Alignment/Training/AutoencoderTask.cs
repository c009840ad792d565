using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Training;

/// <summary>Trains the miniature's autoencoder to restore clips.</summary>
/// <remarks>
/// An inspection restores held-out clips, draws them (original above restored), measures the latents' statistics on
/// training clips and writes <c>model.safetensors</c>.
/// </remarks>
public sealed class AutoencoderTask : ITrainingTask<byte[]>
{
    private const int PicturedClips = 4;
    private const int PicturedFrames = 6;

    private readonly MiniAutoencoder _network;
    private readonly AutoencoderTaskOptions _options;
    private readonly IClipSource _clips;
    private readonly Lazy<byte[][]> _heldOut;
    private readonly Lazy<byte[][]> _statisticsClips;

    /// <summary>Prepares the task; turns on gradients of what is to be trained.</summary>
    /// <param name="network">The autoencoder; the caller keeps owning it.</param>
    /// <param name="clips">Clips to learn from.</param>
    /// <param name="heldOut">Clips to measure on, of the same size.</param>
    /// <param name="options">Weights of the loss; all default when absent.</param>
    public AutoencoderTask(
        MiniAutoencoder network, IClipSource clips, IClipSource heldOut, AutoencoderTaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clips);
        ArgumentNullException.ThrowIfNull(heldOut);
        (_network, _clips, _options) = (network, clips, options ?? new());
        _options.Validate();
        _network.RecordGradientsForTraining(_options.Part);
        _heldOut = new(() => Several(heldOut, _options.HeldOutClips));
        _statisticsClips = new(() => Several(clips, _options.StatisticsClips));
    }

    /// <inheritdoc/>
    public Module Network => _network;

    /// <inheritdoc/>
    public double OperationsPerSample =>
        _network.TrainingOperations([1, 3, _clips.FrameCount, _clips.Height, _clips.Width], _options.Part);

    /// <inheritdoc/>
    public bool IsHiddenMatrix(NamedParameter weight) =>
        weight.Value.Rank == 5 && !weight.Name.Contains(".head.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public byte[] Sample(long index, CancellationToken token) => _clips.Clip(index, token);

    /// <inheritdoc/>
    public TrainingLoss Loss(IReadOnlyList<byte[]> batch, Generator generator)
    {
        using var scope = new TensorScope();
        var frames = ToTensor(batch);
        var distribution = _network.EncodeDistribution(frames);
        var latents = distribution.Sample(generator);
        // Latents at half size must mean the clip at half size, so that their coarse part holds what is coarse
        // (Skorokhodov et al. 2025, arXiv:2502.14831).
        var isHalved = _options.Part == AutoencoderPart.Whole && generator.Uniform([1]).Item() < _options.HalvedShare;
        var restored = _network.DecodeRaw(isHalved ? latents.AveragePool3d([1, 2, 2]) : latents);
        var reconstruction = _options.Reconstruction.Of(restored, isHalved ? frames.AveragePool3d([1, 2, 2]) : frames);
        var divergence = distribution.Divergence();
        return new(
            scope.Keep(reconstruction + _options.DivergenceWeight * divergence),
            new Dictionary<string, Tensor>
            {
                ["reconstruction"] = scope.Keep(reconstruction),
                ["divergence"] = scope.Keep(divergence),
            });
    }

    /// <inheritdoc/>
    public TrainingInspection Inspect(string folder, long step)
    {
        if (_options.Part == AutoencoderPart.Whole)
        {
            _network.MeasureStatistics([.. _statisticsClips.Value.Select(
                clip => _network.EncodeDistribution(ToTensor([clip])).Mean)]);
        }

        var restored = Array.ConvertAll(_heldOut.Value, Restored);
        var qualities = _heldOut.Value.Zip(
            restored,
            (one, other) => ClipQuality.Of(one, other, _clips.FrameCount, _clips.Height, _clips.Width)).ToArray();
        MiniAutoencoderFile.Save(_network, Path.Combine(folder, "model.safetensors"), DType.Float16);
        var measured = new Dictionary<string, double>();
        // A number that cannot be taken stays out: equal clips have no ratio, tiny ones no similarity.
        if (qualities.All(quality => quality.PeakSignalToNoiseDecibels is not null))
            measured["psnrDecibels"] = qualities.Average(quality => quality.PeakSignalToNoiseDecibels!.Value);
        if (qualities.All(quality => quality.Similarity is not null))
            measured["ssim"] = qualities.Average(quality => quality.Similarity!.Value);
        var grid = new ClipGrid(_clips.FrameCount, _clips.Height, _clips.Width, PicturedFrames);
        byte[][] rows = [
            .. _heldOut.Value.Zip(restored).Take(PicturedClips).SelectMany(pair => new[] { pair.First, pair.Second })];
        return new(measured, grid.Draw(rows), grid.PictureWidth, grid.PictureHeight(rows.Length));
    }

    private static byte[][] Several(IClipSource source, int count) =>
        [.. Enumerable.Range(0, count).Select(i => source.Clip(i))];

    private byte[] Restored(byte[] clip)
    {
        using var scope = new TensorScope();
        return ClipTensors.ToBytes(_network.Decode(_network.Encode(ToTensor([clip]))).Select(0, 0));
    }

    private Tensor ToTensor(IReadOnlyList<byte[]> clips) =>
        ClipTensors.FromBytes(clips, _clips.FrameCount, _clips.Height, _clips.Width, Device.Cpu);
}
