using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Generating;

/// <summary>A model and its autoencoder, ready to make clips.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly MiniModel _model;
    private readonly MiniAutoencoder _autoencoder;

    private LoadedModel(MiniModel model, MiniAutoencoder autoencoder, string modelSha256, string autoencoderSha256)
    {
        (_model, _autoencoder, ModelSha256, AutoencoderSha256) = (model, autoencoder, modelSha256, autoencoderSha256);
        Generator = new(model.Denoiser, model.Text, autoencoder);
    }

    /// <summary>Makes clips.</summary>
    public VideoGenerator Generator { get; }

    /// <summary>SHA-256 of the model's file.</summary>
    public string ModelSha256 { get; }

    /// <summary>SHA-256 of the autoencoder's file.</summary>
    public string AutoencoderSha256 { get; }

    /// <summary>The words that it knows.</summary>
    public Diffusion.Text.Vocabulary Vocabulary => _model.Text.Vocabulary;

    /// <summary>Most words of a prompt that it reads.</summary>
    public int MostWords => _model.Text.Config.MaximumWords;

    /// <summary>Width and height of clips are multiples of it.</summary>
    public int SizeMultiple => _autoencoder.SpatialStride * _model.Denoiser.PatchSize;

    /// <summary>Frame counts are 1 + multiples of it.</summary>
    public int FrameMultiple => _autoencoder.TemporalStride;

    /// <summary>Pixels per latent position.</summary>
    public int SpatialStride => _autoencoder.SpatialStride;

    /// <summary>Loads both, and looks at every weight.</summary>
    /// <param name="files">Where they are.</param>
    /// <param name="compute">Type of matrix products.</param>
    /// <exception cref="CommandLineException">A file is damaged, holds something else, or the two do not fit.</exception>
    public static LoadedModel Load(ModelFiles files, DType compute)
    {
        // Hashing needs no libtorch, loading little of the processor.
        var hashes = Task.Run(() => (ContentHash.Sha256(files.Model), ContentHash.Sha256(files.Autoencoder)));
        MiniModel? model = null;
        MiniAutoencoder? autoencoder = null;
        try
        {
            model = MiniModelFile.Load(files.Model, new(compute, compute, DType.Float32), Device.Cpu);
            autoencoder = MiniAutoencoderFile.Load(files.Autoencoder, new(DType.Float32, compute, DType.Float32), Device.Cpu);
            RequireFinite(files.Model, model);
            RequireFinite(files.Autoencoder, autoencoder);
            var config = model.Denoiser.Config;
            if (config.LatentChannels != autoencoder.LatentChannels || config.TemporalStride != autoencoder.TemporalStride)
                throw new CommandLineException(
                    ExitCode.BadUsage,
                    $"--vae {files.Autoencoder}: expected the autoencoder of {files.Model} with {config.LatentChannels} latent channels and {config.TemporalStride} frames per latent frame, got {autoencoder.LatentChannels} and {autoencoder.TemporalStride}. Name the one that it was trained with.");
            var (modelSha256, autoencoderSha256) = hashes.GetAwaiter().GetResult();
            return new(model, autoencoder, modelSha256, autoencoderSha256);
        }
        catch (Exception exception)
        {
            model?.Dispose();
            autoencoder?.Dispose();
            if (exception is CheckpointException or MediaException)
                throw new CommandLineException(ExitCode.SomeFailed, exception.Message);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _autoencoder.Dispose();
    }

    private static void RequireFinite(string path, Module module)
    {
        using var scope = new TensorScope();
        string[] damaged = [.. module.Parameters().Where(parameter => parameter.Value.IsFinite().All().Item() == 0).Select(parameter => parameter.Name)];
        if (damaged.Length > 0)
            throw new CheckpointException(
                path, $"expected numbers in every weight, got infinite or undefined ones in {string.Join(", ", damaged.Take(5))}{(damaged.Length > 5 ? $" and {damaged.Length - 5} more" : "")}. The file is damaged; fetch or export it again.");
    }
}
