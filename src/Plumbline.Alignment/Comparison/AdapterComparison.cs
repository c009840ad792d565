using System.Globalization;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Evaluation;
using Plumbline.Alignment.Judges;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Comparison;

/// <summary>A base against itself with an adapter, on the same prompts and from the same noise.</summary>
/// <param name="Adapter">Folder of the adapter.</param>
/// <param name="Weight">Factor on its trained strength; 1 as trained.</param>
/// <param name="Prompts">Prompts that neither was trained on.</param>
/// <param name="Clips">Seeds of each prompt, steps and size.</param>
/// <param name="Classifier">File of the classifier; absent for a comparison without captions and distances.</param>
public sealed record AdapterComparison(
    string Adapter, double Weight, PromptSource Prompts, CandidateOptions Clips, string? Classifier)
{
    /// <summary>Whether VideoGPA's metrics are measured as well; it takes as long as the geometry judge.</summary>
    public bool MeasuresReference { get; init; }

    /// <summary>Makes and measures the clips.</summary>
    /// <param name="model">The base, without an adapter; it has none afterwards.</param>
    /// <param name="folder">Folder of the comparison; prompts are written into it.</param>
    /// <param name="catalog">Keeps what is finished; what it knows is not made again.</param>
    /// <param name="options">How the sides are compared.</param>
    /// <param name="progress">Told after every clip.</param>
    /// <param name="token">Stops between clips.</param>
    /// <returns>Everything that was found.</returns>
    /// <exception cref="Plumbline.Tensors.Checkpoints.CheckpointException">
    /// The adapter or the classifier is damaged or does not fit.
    /// </exception>
    /// <exception cref="InvalidDataException">A prompt cannot be read.</exception>
    public ComparisonReport Execute(
        BaseModel model, string folder, RunCatalog catalog, ComparisonOptions options,
        IProgress<ComparisonProgress>? progress = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(catalog);

        // 1. One network, its adapter off and on.
        using var classifier = Classifier is null
            ? null
            : WorldClassifierFile.Load(Classifier, Precision.Float32, Device.Cpu);
        var adapter = NetworkAdapter.Load(model.Model.Denoiser, Adapter);
        try
        {
            var adapterHash = NetworkAdapter.Sha256(Adapter);
            var own = model.ForCandidates();
            var (one, other) = (
                AdapterGenerator.Base(own, Clips, adapter),
                AdapterGenerator.Aligned(own, Clips, adapter, adapterHash, Weight));

            // 2. Prompts, and what is asked of their clips.
            var prompts = Prompts.WriteTo(folder, token);
            var worlds = prompts.ToDictionary(prompt => prompt.Id, Prompts.WorldOf);
            var pairs = GeneratedPairs.Of(one, other, prompts, folder, Clips, prompt => worlds[prompt.Id]);
            List<IClipMeter> meters = [
                new GeometryMeter(), new JudgeMeter(new SubspaceJudge()), new PictureMeter(), new FirstFrameMeter()];
            if (MeasuresReference)
                meters.Add(new VideoGpaMeter());
            IReadOnlyList<double[]>? rendered = null;
            if (classifier is not null && worlds.Values.All(world => world is not null))
            {
                var classifierHash = ContentHash.Sha256(Classifier!, token);
                meters.Add(new CaptionMeter(classifier, classifierHash));
                rendered = pairs.Count < ComparisonRun.FewestForDistance
                    ? null
                    : RenderedFeatures.Of(
                        classifier, classifierHash, pairs.Count,
                        WorldFormat.Standard with { Width = Clips.Width, Height = Clips.Height }, catalog, token);
            }

            // 3. Compare.
            return new ComparisonRun(meters, options, catalog) { RenderedFeatures = rendered }.Execute(
                $"base {model.ModelSha256[..12]}",
                string.Create(
                    CultureInfo.InvariantCulture, $"adapter {adapterHash[..12]}{(Weight == 1 ? "" : $" × {Weight}")}"),
                pairs, progress, token);
        }
        finally
        {
            adapter.Remove();
        }
    }
}
