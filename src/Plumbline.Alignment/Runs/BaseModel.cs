using System.Globalization;
using Plumbline.Alignment.Pairs;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Media;

namespace Plumbline.Alignment.Runs;

/// <summary>A base that can make clips, with or without an adapter: denoiser, word encoder and autoencoder.</summary>
public sealed class BaseModel : IDisposable
{
    private readonly DType _compute;

    private BaseModel(
        MiniModel model, MiniAutoencoder autoencoder, string modelSha256, string autoencoderSha256, DType compute)
    {
        (Model, Autoencoder, ModelSha256, AutoencoderSha256, _compute) =
            (model, autoencoder, modelSha256, autoencoderSha256, compute);
        Generator = new(model.Denoiser, model.Text, autoencoder);
    }

    /// <summary>The denoiser and the word encoder.</summary>
    public MiniModel Model { get; }

    /// <summary>The autoencoder.</summary>
    public MiniAutoencoder Autoencoder { get; }

    /// <summary>Makes clips.</summary>
    public VideoGenerator Generator { get; }

    /// <summary>SHA-256 of the model's file.</summary>
    public string ModelSha256 { get; }

    /// <summary>SHA-256 of the autoencoder's file.</summary>
    public string AutoencoderSha256 { get; }

    /// <summary>Loads the parts, and looks at every weight.</summary>
    /// <param name="modelPath">File of the denoiser and word encoder.</param>
    /// <param name="autoencoderPath">File of the autoencoder.</param>
    /// <param name="compute">Type of matrix products.</param>
    /// <exception cref="CheckpointException">A file is damaged, or holds something else.</exception>
    /// <exception cref="ArgumentException">The autoencoder is not the one that the model was trained with.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static BaseModel Load(string modelPath, string autoencoderPath, DType compute)
    {
        // Hashing needs no libtorch, loading little of the processor.
        var hashes = Task.Run(() => (ContentHash.Sha256(modelPath), ContentHash.Sha256(autoencoderPath)));
        MiniModel? model = null;
        MiniAutoencoder? autoencoder = null;
        try
        {
            model = MiniModelFile.Load(modelPath, new(compute, compute, DType.Float32), Device.Cpu);
            autoencoder = MiniAutoencoderFile.Load(
                autoencoderPath, new(DType.Float32, compute, DType.Float32), Device.Cpu);
            RequireFinite(modelPath, model);
            RequireFinite(autoencoderPath, autoencoder);
            var config = model.Denoiser.Config;
            if (config.LatentChannels != autoencoder.LatentChannels
                || config.TemporalStride != autoencoder.TemporalStride)
                throw new ArgumentException(
                    $"{autoencoderPath}: expected the autoencoder of {modelPath} with {config.LatentChannels} latent "
                    + $"channels and {config.TemporalStride} frames per latent frame, got {autoencoder.LatentChannels} "
                    + $"and {autoencoder.TemporalStride}. Name the one that it was trained with.",
                    nameof(autoencoderPath));
            var (modelSha256, autoencoderSha256) = hashes.GetAwaiter().GetResult();
            return new(model, autoencoder, modelSha256, autoencoderSha256, compute);
        }
        catch
        {
            model?.Dispose();
            autoencoder?.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a network with weights that are no numbers.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="module">The network.</param>
    /// <exception cref="CheckpointException">A weight is no number; the message names it.</exception>
    public static void RequireFinite(string path, Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        using var scope = new TensorScope();
        string[] damaged = [.. module.Parameters().Where(parameter => parameter.Value.IsFinite().All().Item() == 0)
            .Select(parameter => parameter.Name)];
        if (damaged.Length > 0)
            throw new CheckpointException(
                path,
                    "expected numbers in every weight, got infinite or undefined ones in "
                    + $"{string.Join(", ", damaged.Take(5))}{(damaged.Length > 5 ? $" and {damaged.Length - 5} more" : "")}. The file is damaged; fetch or export it again.");
    }

    /// <summary>What candidates are made with, named by content.</summary>
    /// <param name="adapterSha256">
    /// Content of the adapter on the denoiser, see <see cref="NetworkAdapter.Sha256"/>; absent for none.
    /// </param>
    /// <param name="adapterWeight">Factor on its trained strength.</param>
    public CandidateModel ForCandidates(string? adapterSha256 = null, double adapterWeight = 1) => new(
        Generator, Autoencoder,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{ModelSha256} {AutoencoderSha256} "
            + $"{_compute.Name()}{(adapterSha256 is null ? "" : $" adapter {adapterSha256} × {adapterWeight:R}")}"),
        $"{AutoencoderSha256} {_compute.Name()}", Device.Cpu);

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        Autoencoder.Dispose();
    }
}
