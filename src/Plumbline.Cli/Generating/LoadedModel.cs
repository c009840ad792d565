using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Generating;

/// <summary>A model and its autoencoder, ready to make clips.</summary>
internal sealed class LoadedModel : IDisposable
{
    private const string RevisionPrefix = "sha256:";

    private readonly MiniModel _model;
    private readonly MiniAutoencoder _autoencoder;

    private LoadedModel(MiniModel model, MiniAutoencoder autoencoder, string modelSha256, string autoencoderSha256)
    {
        (_model, _autoencoder, ModelSha256, AutoencoderSha256) = (model, autoencoder, modelSha256, autoencoderSha256);
        Generator = new(model.Denoiser, model.Text, autoencoder);
    }

    /// <summary>Makes clips.</summary>
    public VideoGenerator Generator { get; }

    /// <summary>The denoiser and the word encoder.</summary>
    public MiniModel Model => _model;

    /// <summary>The autoencoder.</summary>
    public MiniAutoencoder Autoencoder => _autoencoder;

    /// <summary>SHA-256 of the model's file.</summary>
    public string ModelSha256 { get; }

    /// <summary>SHA-256 of the autoencoder's file.</summary>
    public string AutoencoderSha256 { get; }

    /// <summary>Names the adapter on the model by its content, see <see cref="NetworkAdapter.Sha256"/>; absent without one.</summary>
    public string? LoraSha256 { get; private init; }

    /// <summary>What the user should know of the adapter; mostly absent.</summary>
    public string? LoraNote { get; private init; }

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
    /// <param name="lora">Folder of an adapter on the model; none when absent.</param>
    /// <param name="loraWeight">Factor on its trained strength.</param>
    /// <exception cref="CommandLineException">A file is damaged, holds something else, or they do not fit.</exception>
    public static LoadedModel Load(ModelFiles files, DType compute, string? lora = null, double loraWeight = 1)
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
            var adapter = lora is null ? null : NetworkAdapter.Load(model.Denoiser, lora);
            if (adapter is not null)
                adapter.Weight = loraWeight;
            var (modelSha256, autoencoderSha256) = hashes.GetAwaiter().GetResult();
            return new(model, autoencoder, modelSha256, autoencoderSha256)
            {
                LoraSha256 = lora is null ? null : NetworkAdapter.Sha256(lora),
                LoraNote = adapter is null ? null : NoteOf(adapter.Config, modelSha256),
            };
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

    /// <summary>Says that an adapter was trained on another model of the same shape.</summary>
    /// <param name="config">What the adapter says of itself.</param>
    /// <param name="modelSha256">SHA-256 of the model's file.</param>
    public static string? NoteOf(LoraConfig config, string modelSha256) =>
        config.BaseRevision is { } trained && trained.StartsWith(RevisionPrefix, StringComparison.Ordinal) && trained[RevisionPrefix.Length..] != modelSha256
            ? $"the adapter was trained on another model than this one ({config.BaseName}, {trained})" : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _autoencoder.Dispose();
    }

    /// <summary>Refuses a network with weights that are no numbers.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="module">The network.</param>
    /// <exception cref="CheckpointException">A weight is no number; the message names it.</exception>
    public static void RequireFinite(string path, Module module)
    {
        using var scope = new TensorScope();
        string[] damaged = [.. module.Parameters().Where(parameter => parameter.Value.IsFinite().All().Item() == 0).Select(parameter => parameter.Name)];
        if (damaged.Length > 0)
            throw new CheckpointException(
                path, $"expected numbers in every weight, got infinite or undefined ones in {string.Join(", ", damaged.Take(5))}{(damaged.Length > 5 ? $" and {damaged.Length - 5} more" : "")}. The file is damaged; fetch or export it again.");
    }
}
