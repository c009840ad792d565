using System.CommandLine;
using Plumbline.Alignment.Pairs;
using Plumbline.Diffusion;
using Plumbline.Tensors;

namespace Plumbline.Cli.Commands;

/// <summary>What the user can say to <c>plumb compare</c> of a base and its adapter.</summary>
internal sealed class CompareModelArguments
{
    private const int StandardSize = 128;

    /// <summary>The base.</summary>
    public Option<string?> Base { get; } = Text(
        "--base", "FOLDER|FILE", "Without folders: the model. [default: the committed one]");

    /// <summary>Its autoencoder.</summary>
    public Option<string?> Autoencoder { get; } = Text(
        "--vae", "FOLDER|FILE", "Its autoencoder. [default: the model's own, else the committed one]");

    /// <summary>The adapter.</summary>
    public Option<string?> Lora { get; } = Text(
        "--lora", "FOLDER", "Its adapter; clips are made with it off and on, from the same noise.");

    /// <summary>How strong the adapter is.</summary>
    public Option<double> LoraWeight { get; } = NumberOption.Of(
        "--lora-weight", 1.0, "Factor on the adapter's trained strength.");

    /// <summary>The prompts.</summary>
    public Option<string> Prompts { get; } = new("--prompts")
    {
        Description = "A file as plumb generate reads, or worlds:64 for worlds that no network was trained on.",
        HelpName = "FILE|worlds:N",
        DefaultValueFactory = _ => "worlds:64",
    };

    /// <summary>Clips of each prompt.</summary>
    public Option<int> Seeds { get; } = NumberOption.Of("--seeds", 4, "Clips of each prompt and side.", 1);

    /// <summary>Steps of the sampler.</summary>
    public Option<int> Steps { get; } = NumberOption.Of("--steps", 25, "Steps of the sampler.", 1);

    /// <summary>Guidance.</summary>
    public Option<GuidanceScales> Guidance { get; } = GuidanceOption.One(3);

    /// <summary>Side of the square pictures.</summary>
    public Option<int> Size { get; } = NumberOption.Of(
        "--size", StandardSize, "Side of the square pictures in pixels.", 32);

    /// <summary>The classifier of worlds.</summary>
    public Option<string?> Classifier { get; } = Text(
        "--classifier", "FOLDER|FILE", "Reads captions back. [default: the committed one]");

    /// <summary>Where everything goes.</summary>
    public Option<string?> Out { get; } = Text(
        "--out", "FOLDER", "Folder of the comparison: prompts, finished work, comparison.json and comparison.md.");

    /// <summary>Type of matrix products.</summary>
    public Option<string?> Precision { get; } = PrecisionOption.Create();

    /// <summary>Threads of libtorch.</summary>
    public Option<int> Threads { get; } = EngineUse.ThreadsOption();

    /// <summary>Every option.</summary>
    public IEnumerable<Option> All =>
        [
            Base, Autoencoder, Lora, LoraWeight, Prompts, Seeds, Steps, Guidance, Size, Classifier, Out,
            Precision, Threads];

    /// <summary>Reads how clips are made.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <param name="seed">Seed of the first clip of each prompt.</param>
    /// <returns>The options.</returns>
    /// <exception cref="CommandLineException">The guidance counts in no step.</exception>
    public CandidateOptions Clips(ParseResult parsed, int seed) => new()
    {
        Count = parsed.GetValue(Seeds),
        Seed = seed,
        Steps = parsed.GetValue(Steps),
        Guidance = [parsed.GetRequiredValue(Guidance).CheckedFor(parsed.GetValue(Steps))],
        Width = parsed.GetValue(Size),
        Height = parsed.GetValue(Size),
    };

    /// <summary>Reads the type of matrix products.</summary>
    /// <param name="parsed">A command line without errors.</param>
    public DType Compute(ParseResult parsed) =>
        parsed.TypeOf(Precision) ?? EngineReport.FastestCompute();

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };
}
