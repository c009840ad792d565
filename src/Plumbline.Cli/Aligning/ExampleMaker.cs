using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Cli.Generating;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;

namespace Plumbline.Cli.Aligning;

/// <summary>
/// Makes the clips that base and adapter are looked at by, on one network with the adapter off and on.
/// </summary>
internal static class ExampleMaker
{
    /// <summary>Makes what is not there yet.</summary>
    /// <param name="files">The base and its autoencoder.</param>
    /// <param name="compute">Type of matrix products.</param>
    /// <param name="adapterFolder">Folder of the adapter.</param>
    /// <param name="folder">Folder of the comparison.</param>
    /// <param name="prompts">Its prompts.</param>
    /// <param name="options">Steps, guidance, size and first seed.</param>
    /// <param name="progress">Told of every clip.</param>
    /// <param name="token">Stops before the next step of the sampler.</param>
    /// <exception cref="InvalidDataException">The adapter was trained on another base.</exception>
    public static void Make(
        BaseModelFiles files, DType compute, string adapterFolder, string folder,
        IReadOnlyList<AlignmentPrompt> prompts,
        CandidateOptions options, IProgress<ComparisonProgress>? progress, CancellationToken token)
    {
        using var model = BaseModel.Load(files.Model, files.Autoencoder, compute);
        var adapter = NetworkAdapter.Load(model.Model.Denoiser, adapterFolder);
        var adapterHash = NetworkAdapter.Sha256(adapterFolder);
        if (LoadedModel.NoteOf(adapter.Config, model.ModelSha256) is { } note)
            throw new InvalidDataException(
                $"Examples: expected the base of the adapter, got another: {note}. "
                + "Name the base that the run began with.");
        var own = model.ForCandidates();
        var pairs = GeneratedPairs.Of(
            AdapterGenerator.Base(own, options, adapter), AdapterGenerator.Aligned(own, options, adapter, adapterHash),
            prompts, folder, options);
        ComparisonExamples.Make(
            folder, $"base {model.ModelSha256[..12]}", $"adapter {adapterHash[..12]}", ComparisonExamples.First(pairs),
            progress, token);
    }
}
