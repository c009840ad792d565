using System.Globalization;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Evaluation;
using Plumbline.Alignment.Judges;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Generating;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Comparing;

/// <summary>A base and its adapter on prompts, from loading both to the report.</summary>
/// <param name="Files">The base and its autoencoder.</param>
/// <param name="Lora">Folder of the adapter.</param>
/// <param name="LoraWeight">Factor on its trained strength.</param>
/// <param name="Prompts">As <see cref="PromptSource.Parse"/> takes it.</param>
/// <param name="Classifier">The classifier's file; absent for a comparison without captions and distances.</param>
/// <param name="Clips">Seeds, steps and size.</param>
/// <param name="Compute">Type of matrix products.</param>
internal sealed record ModelComparison(
    ModelFiles Files, string Lora, double LoraWeight, string Prompts, string? Classifier, CandidateOptions Clips, DType Compute)
{
    private WorldFormat Format => WorldFormat.Standard with { Width = Clips.Width, Height = Clips.Height };

    /// <summary>Makes and measures the clips.</summary>
    /// <param name="folder">Folder of the comparison; prompts are written into it.</param>
    /// <param name="catalog">Keeps what is finished.</param>
    /// <param name="options">How the sides are compared.</param>
    /// <param name="progress">Told after every clip.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="CommandLineException">A file is damaged, holds something else, or does not fit the others.</exception>
    public ComparisonReport Execute(
        string folder, RunCatalog catalog, ComparisonOptions options, IProgress<ComparisonProgress> progress, CancellationToken token)
    {
        try
        {
            using var model = MiniModelFile.Load(Files.Model, new(Compute, Compute, DType.Float32), Device.Cpu);
            using var autoencoder = MiniAutoencoderFile.Load(Files.Autoencoder, new(DType.Float32, Compute, DType.Float32), Device.Cpu);
            using var classifier = Classifier is null ? null : WorldClassifierFile.Load(Classifier, Precision.Float32, Device.Cpu);
            return Compare(model, autoencoder, classifier, folder, catalog, options, progress, token);
        }
        catch (CheckpointException exception)
        {
            throw new CommandLineException(ExitCode.SomeFailed, exception.Message);
        }
        catch (ArgumentException exception) when (exception.ParamName is "autoencoder" or "request")
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private ComparisonReport Compare(
        MiniModel model, MiniAutoencoder autoencoder, WorldClassifier? classifier, string folder, RunCatalog catalog,
        ComparisonOptions options, IProgress<ComparisonProgress> progress, CancellationToken token)
    {
        // 1. One network, its adapter off and on.
        var adapter = NetworkAdapter.Load(model.Denoiser, Lora);
        var adapterHash = ContentHash.Sha256(Path.Combine(Lora, NetworkAdapter.WeightsName), token);
        var modelHash = ContentHash.Sha256(Files.Model, token);
        var own = new CandidateModel(
            new VideoGenerator(model.Denoiser, model.Text, autoencoder), autoencoder, $"{modelHash} {Compute}",
            $"{ContentHash.Sha256(Files.Autoencoder, token)} {Compute}", Device.Cpu);
        var (one, other) = (AdapterGenerator.Base(own, Clips, adapter), AdapterGenerator.Aligned(own, Clips, adapter, adapterHash, LoraWeight));

        // 2. Prompts and what is asked of their clips.
        var prompts = PromptSource.Parse(Prompts, WorldSplit.Comparison, Format).WriteTo(folder, token);
        var areWorlds = Prompts.StartsWith(PromptSource.WorldsPrefix, StringComparison.Ordinal);
        var worlds = prompts.ToDictionary(prompt => prompt.Id, prompt => areWorlds ? WorldOf(prompt) : null);
        var pairs = GeneratedPairs.Of(one, other, prompts, folder, Clips, prompt => worlds[prompt.Id]);
        List<IClipMeter> meters = [new GeometryMeter(), new JudgeMeter(new SubspaceJudge()), new PictureMeter(), new FirstFrameMeter()];
        IReadOnlyList<double[]>? rendered = null;
        if (classifier is not null && areWorlds)
        {
            var classifierHash = ContentHash.Sha256(Classifier!, token);
            meters.Add(new CaptionMeter(classifier, classifierHash));
            rendered = pairs.Count < ComparisonRun.FewestForDistance
                ? null
                : RenderedFeatures.Of(classifier, classifierHash, pairs.Count, Format, catalog, token);
        }

        // 3. Compare.
        return new ComparisonRun(meters, options, catalog) { RenderedFeatures = rendered }.Execute(
            $"base {modelHash[..12]}",
            string.Create(CultureInfo.InvariantCulture, $"adapter {adapterHash[..12]}{(LoraWeight == 1 ? "" : $" × {LoraWeight}")}"),
            pairs, progress, token);
    }

    // Prompts of worlds are named by their number in the split.
    private TrainingWorld WorldOf(AlignmentPrompt prompt) => TrainingWorld.FromSeed(
        WorldSeeds.Of(WorldSplit.Comparison, long.Parse(prompt.Id[(prompt.Id.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture)), Format);
}
