using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Generating;

/// <summary>A base that a command uses, with the adapter that the user named.</summary>
internal sealed class LoadedModel : IDisposable
{
    private const string RevisionPrefix = "sha256:";

    private LoadedModel(BaseModel loaded) => Base = loaded;

    /// <summary>The base, which the adapter is on.</summary>
    public BaseModel Base { get; }

    /// <summary>Makes clips.</summary>
    public VideoGenerator Generator => Base.Generator;

    /// <summary>The denoiser and the word encoder.</summary>
    public MiniModel Model => Base.Model;

    /// <summary>The autoencoder.</summary>
    public MiniAutoencoder Autoencoder => Base.Autoencoder;

    /// <summary>SHA-256 of the model's file.</summary>
    public string ModelSha256 => Base.ModelSha256;

    /// <summary>SHA-256 of the autoencoder's file.</summary>
    public string AutoencoderSha256 => Base.AutoencoderSha256;

    /// <summary>
    /// Names the adapter on the model by its content, see <see cref="NetworkAdapter.Sha256"/>; absent without one.
    /// </summary>
    public string? LoraSha256 { get; private init; }

    /// <summary>Factor on the adapter's trained strength.</summary>
    public double LoraWeight { get; private init; } = 1;

    /// <summary>What the user should know of the adapter; mostly absent.</summary>
    public string? LoraNote { get; private init; }

    /// <summary>The words that it knows.</summary>
    public Diffusion.Text.Vocabulary Vocabulary => Model.Text.Vocabulary;

    /// <summary>Most words of a prompt that it reads.</summary>
    public int MostWords => Model.Text.Config.MaximumWords;

    /// <summary>Width and height of clips are multiples of it.</summary>
    public int SizeMultiple => Autoencoder.SpatialStride * Model.Denoiser.PatchSize;

    /// <summary>Frame counts are 1 + multiples of it.</summary>
    public int FrameMultiple => Autoencoder.TemporalStride;

    /// <summary>Pixels per latent position.</summary>
    public int SpatialStride => Autoencoder.SpatialStride;

    /// <summary>Loads both, and looks at every weight.</summary>
    /// <param name="files">Where they are.</param>
    /// <param name="compute">Type of matrix products.</param>
    /// <param name="lora">Folder of an adapter on the model; none when absent.</param>
    /// <param name="loraWeight">Factor on its trained strength.</param>
    /// <exception cref="CommandLineException">A file is damaged, holds something else, or they do not fit.</exception>
    public static LoadedModel Load(ModelFiles files, DType compute, string? lora = null, double loraWeight = 1)
    {
        BaseModel? loaded = null;
        try
        {
            loaded = BaseModel.Load(files.Model, files.Autoencoder, compute);
            var adapter = lora is null ? null : NetworkAdapter.Load(loaded.Model.Denoiser, lora);
            if (adapter is not null)
                adapter.Weight = loraWeight;
            return new(loaded)
            {
                LoraSha256 = lora is null ? null : NetworkAdapter.Sha256(lora),
                LoraNote = adapter is null ? null : NoteOf(adapter.Config, loaded.ModelSha256),
                LoraWeight = loraWeight,
            };
        }
        catch (Exception exception)
        {
            loaded?.Dispose();
            if (exception is CheckpointException or MediaException)
                throw new CommandLineException(ExitCode.SomeFailed, exception.Message);
            if (exception is ArgumentException { ParamName: "autoencoderPath" })
                throw new CommandLineException(ExitCode.BadUsage, $"--vae {exception.Words()}");
            throw;
        }
    }

    /// <summary>What candidates are made with.</summary>
    public CandidateModel ForCandidates() => Base.ForCandidates(LoraSha256, LoraWeight);

    /// <summary>Says that an adapter was trained on another model of the same shape.</summary>
    /// <param name="config">What the adapter says of itself.</param>
    /// <param name="modelSha256">SHA-256 of the model's file.</param>
    public static string? NoteOf(LoraConfig config, string modelSha256) =>
        config.BaseRevision is { } trained && trained.StartsWith(RevisionPrefix, StringComparison.Ordinal)
            && trained[RevisionPrefix.Length..] != modelSha256
            ? $"the adapter was trained on another model than this one ({config.BaseName}, {trained})" : null;

    /// <inheritdoc/>
    public void Dispose() => Base.Dispose();
}
