using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Cli.Reporting;
using Plumbline.Cli.Reporting.Packing;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Aligning;

/// <summary>
/// Writes the report of an alignment, finished or not: one HTML file, made of the files in <c>Aligning/Page</c>.
/// </summary>
/// <remarks>
/// What the folder does not hold, or holds damaged, is said in its place on the page and never made up. The run's lock
/// is taken for as long as candidates are read: where another process holds it, or another object of this one, the page
/// has the pairs without the scores of all candidates.
/// </remarks>
internal static class AlignmentReport
{
    /// <summary>Name of the page in the folder of a run.</summary>
    public const string Name = "report.html";

    private const string EntryModule = "align.js";

    // Of one round; a run of many rounds shows fewer of each, so that the page stays below about 15 MB.
    private const int MostOfARound = 24;
    private const int MostOfARun = 48;
    private const int FewestOfARound = 8;

    private static readonly string[] SharedModules =
        [
            "chart.js", "colours.js", "dom.js", "legend.js", "overlay.js", "theme.js", "timeline.js", "unpack.js",
            "words.js"];

    private static readonly string[] SharedStyles = [
        "base-colours.css", "base.css", "clip.css", "player.css", "views.css"];

    /// <summary>Writes the page; the file appears whole or not at all.</summary>
    /// <param name="runFolder">Folder of the run.</param>
    /// <param name="target">Where the page goes; an existing file is replaced.</param>
    /// <param name="sources">The models that decode and make clips; those of the run's recipe when absent.</param>
    /// <param name="progress">Told what is being done, in a few words.</param>
    /// <param name="token">Stops between clips; examples that were made are kept.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The page cannot be written.</exception>
    public static void Write(
        string runFolder, string target, AlignmentReportSources? sources = null, IProgress<string>? progress = null,
        CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runFolder);
        ArgumentException.ThrowIfNullOrEmpty(target);
        if (!Directory.Exists(runFolder))
            throw new DirectoryNotFoundException(
                $"Alignment report: expected the folder of a run, got nothing at {runFolder}. Check the name.");
        var page = Page(Path.GetFullPath(runFolder), sources ?? AlignmentReportSources.Of(runFolder), progress, token);
        AtomicFile.Write(target, page.Write);
    }

    private static SelfContainedPage Page(
        string run, AlignmentReportSources sources, IProgress<string>? progress, CancellationToken token)
    {
        // 1. What the run holds.
        var rounds = RunRound.All(run);
        var shelf = new PictureShelf();
        var comparison = Path.Combine(run, AlignmentRun.ComparisonName);
        var problem = Examples(comparison, rounds, sources, progress, token);
        var statistics = StatisticsJson.Write(() => Comparison(comparison));
        var galleries = Galleries(run, rounds, sources, shelf, progress, token);

        // 2. The page.
        var title = Path.GetFileName(run.TrimEnd(Path.DirectorySeparatorChar));
        return new()
        {
            Title = $"{title} · alignment",
            Style = string.Concat(SharedStyles.Select(name => PageFiles.Text(name))) + PageFiles.Style(
                PageFiles.AlignPrefix),
            ImportMap = PageFiles.ImportMap(SharedModules, PageFiles.AlignPrefix),
            Entry = PageFiles.ModulePrefix + PageFiles.AlignPrefix + EntryModule,
            Document = JsonText.Object(json =>
            {
                json.WriteString("title", title);
                json.WriteString("toolVersion", PlumbCommand.Version);
                void Section(string name, string text)
                {
                    json.WritePropertyName(name);
                    json.WriteRawValue(text);
                }

                Section("asked", AskedJson.Write(run, rounds));
                Section("stages", StagesJson.WriteStages(run));
                Section("lint", StagesJson.WriteLint(run));
                Section("statistics", statistics);
                Section("examples", ExamplesJson.Write(comparison, shelf, problem, ComparedName(comparison)));
                json.WriteStartArray("rounds");
                for (var i = 0; i < rounds.Count; i++)
                {
                    json.WriteStartObject();
                    json.WriteNumber("round", rounds[i].Round);
                    Section("rewards", RewardsJson.Write(rounds[i]));
                    Section("gallery", galleries[i]);
                    Section("training", TrainingJson.Write(rounds[i]));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }),
            Evidence = shelf.Clips,
        };
    }

    private static IReadOnlyList<string> Galleries(
        string run, IReadOnlyList<RunRound> rounds, AlignmentReportSources sources, PictureShelf shelf,
        IProgress<string>? progress,
        CancellationToken token)
    {
        var most = Math.Clamp(MostOfARun / Math.Max(1, rounds.Count), FewestOfARound, MostOfARound);
        var (autoencoder, note) = Autoencoder(rounds, sources, token);
        using (autoencoder)
            return [.. rounds.Select(
                round => new GalleryJson(run, shelf).Write(round, most, autoencoder, note, progress, token))];
    }

    // Other weights would show clips that no judge has seen.
    private static (MiniAutoencoder? Autoencoder, string? Note) Autoencoder(
        IReadOnlyList<RunRound> rounds, AlignmentReportSources sources, CancellationToken token)
    {
        if (sources.Files is not { } files)
            return (
                null,
                "The clips are not shown: they are kept as latents, and no autoencoder was given to decode them.");
        try
        {
            var hash = ContentHash.Sha256(files.Autoencoder, token);
            var recipe = rounds.FirstOrDefault(round => round.Recipe is not null)?.Recipe;
            if (recipe is not null && recipe.Autoencoder.Split(' ')[0] != hash)
                return (
                    null,
                    "The clips are not shown: they were decoded by the autoencoder "
                    + $"{recipe.Autoencoder.Split(' ')[0]}, and {hash} was given.");
            var precision = new Precision(DType.Float32, recipe?.Compute ?? DType.Float32, DType.Float32);
            return (MiniAutoencoderFile.Load(files.Autoencoder, precision, Device.Cpu), null);
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            return (null, $"The clips are not shown: {exception.Message}");
        }
    }

    // Answers why nothing could be made; absent where every example is there.
    private static string? Examples(
        string comparison, IReadOnlyList<RunRound> rounds, AlignmentReportSources sources, IProgress<string>? progress,
        CancellationToken token)
    {
        if (sources.Files is not { } files)
            return "no model was given to make clips with.";
        if (rounds.LastOrDefault(round => File.Exists(Path.Combine(round.AdapterFolder, NetworkAdapter.WeightsName)))
            is not { } trained)
            return "There is no adapter yet: no round has ended its training.";
        if ((sources.ExampleClips ?? trained.Recipe?.Options) is not { } options)
            return trained.CandidatesProblem ?? "How clips are made is not known.";
        try
        {
            var prompts = PromptFile.Read(Path.Combine(comparison, PromptFile.Name));
            var told = new Relay<ComparisonProgress>(
                step => progress?.Report($"base and adapter: clip {step.DoneCount} of {step.TotalCount}"));
            // The seeds of a later round are its own; base and adapter are looked at by those of the first.
            ExampleMaker.Make(
                files, trained.Recipe?.Compute ?? DType.Float32, trained.AdapterFolder, comparison, prompts,
                options with { Round = 1 }, told, token);
            return null;
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            return exception.Message.ReplaceLineEndings(" ");
        }
    }

    private static ComparisonReport Comparison(string folder)
    {
        var path = Path.Combine(folder, ComparisonJson.Name);
        return File.Exists(path)
            ? ComparisonJson.Read(path)
            : throw new InvalidDataException(
                $"Base and adapter were not compared yet: there is no {ComparisonJson.Name}.");
    }

    private static string? ComparedName(string folder)
    {
        try
        {
            return Comparison(folder).AlignedName;
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            return null;
        }
    }
}
