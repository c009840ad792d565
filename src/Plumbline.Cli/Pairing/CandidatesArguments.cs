using System.CommandLine;
using Plumbline.Alignment.Pairs;
using Plumbline.Diffusion;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Pairing;

/// <summary>The options of <c>plumb candidates</c>.</summary>
internal sealed class CandidatesArguments
{
    private static readonly CandidateOptions Standard = new();

    private readonly Option<string> _prompts = new("--prompts")
    {
        Description = "Prompts from a file as for plumb generate, or worlds:256 for as many rendered worlds that no "
            + "network has learnt from.",
        HelpName = "FILE|worlds:N",
        Required = true,
    };

    private readonly Option<string> _split = new("--worlds")
    {
        Description = "alignment to learn from, comparison to compare a base with its aligned model.",
        HelpName = "SPLIT",
        DefaultValueFactory = _ => "alignment",
    };

    private readonly Option<int> _count = NumberOption.Of("--count", Standard.Count, "Candidates of each prompt.");
    private readonly Option<long> _seed = NumberOption.Of(
        "--seed", Standard.Seed, "Seed of the first candidate of each prompt; the next ones count up.");
    private readonly Option<int> _round = NumberOption.Of(
        "--round", Standard.Round,
        "Round of the run; later ones draw other seeds, of an adapter that was trained in between.");
    private readonly Option<int> _steps = NumberOption.Of("--steps", Standard.Steps, "Steps of the sampler.");
    private readonly Option<GuidanceScales[]> _guidance = GuidanceOption.InTurn(
        "several with commas between are taken in turn by the candidates of a prompt", Standard.Guidance);
    private readonly Option<double[]> _start = StartOption.InTurn();
    private readonly Option<bool> _noise = new(PairRuleArguments.OneNoise)
    {
        Description = "The clips of a turn through several --guidance or --start share their noise, "
            + "so that they differ in nothing else.",
    };
    private readonly Option<int> _frames = NumberOption.Of(
        "--frames", Standard.FrameCount, "Frames, 1 + a multiple of 4.");
    private readonly Option<int> _size = NumberOption.Of(
        "--size", Standard.Width, "Width and height in pixels, a multiple of 16.");
    private readonly Option<bool> _stop = new("--early-stop")
    {
        Description = "Judge a preview after 40 % of the steps, and give up what lies between the best and the worst.",
    };
    private readonly Option<double> _audit = NumberOption.Of(
        "--audit", new EarlyStop().AuditShare,
        "With --early-stop: share of the prompts that are finished all the same, to measure what stopping costs.");
    private readonly Option<bool> _adaptive = new("--adaptive")
    {
        Description = "Fewer candidates where a pair is clear, up to twice as many where there is none.",
    };

    /// <summary>The run folder.</summary>
    public Option<string> Folder { get; } = new("--out", "-o")
    {
        Description = "Run folder; made when missing.",
        HelpName = "FOLDER",
        Required = true,
    };

    /// <summary>Whether only the prompts are written.</summary>
    public Option<bool> PromptsOnly { get; } = new("--prompts-only")
    {
        Description = "Only write prompts.json with its pictures and cameras, to be looked at and edited.",
    };

    /// <summary>Whether a run is continued.</summary>
    public Option<bool> Resume { get; } = new("--resume") { Description = "Go on with the folder's run." };

    /// <summary>Where the results go as JSON.</summary>
    public Option<string?> Json { get; } = new("--json")
    {
        Description = "Candidates, previews and what was stopped as JSON; - for stdout.",
        HelpName = "FILE",
    };

    /// <summary>The model and how it computes.</summary>
    public ModelArguments Model { get; } = new();

    /// <summary>Builds the command; its action is still missing.</summary>
    public Command ToCommand()
    {
        _split.AcceptOnlyFromAmong("alignment", "comparison");
        var command = new Command(
            "candidates", "Makes several clips of each prompt, kept as latents, to be judged and paired.");
        foreach (var option in (Option[])[
            _prompts, Folder, _split, _count, _seed, _round, _steps, _guidance, _start, _noise, _frames, _size, _stop,
            _audit, _adaptive, PromptsOnly, .. Model.All, Resume, Json])
            command.Add(option);
        return command;
    }

    /// <summary>How candidates are made.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="CommandLineException">An option is out of its range.</exception>
    public CandidateOptions Options(ParseResult parsed)
    {
        var count = parsed.GetValue(_count);
        var options = new CandidateOptions
        {
            Count = count,
            Seed = parsed.GetValue(_seed),
            Round = parsed.GetValue(_round),
            Steps = parsed.GetValue(_steps),
            Guidance = GuidanceOption.Of(parsed, _guidance, Standard.Guidance),
            Starts = StartOption.Of(parsed, _start),
            SharesNoise = parsed.GetValue(_noise),
            FrameCount = parsed.GetValue(_frames),
            Width = parsed.GetValue(_size),
            Height = parsed.GetValue(_size),
            EarlyStop = parsed.GetValue(_stop) ? new() { AuditShare = parsed.GetValue(_audit) } : null,
            Adaptive = parsed.GetValue(_adaptive) ? new()
            {
                Least = Math.Min(count, new AdaptiveCount().Least),
                Most = 2 * count,
            } : null,
        };
        try
        {
            return options.Validate();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Words());
        }
    }

    /// <summary>Where the prompts come from.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Size and length of the clips.</param>
    /// <exception cref="CommandLineException">There is no such source.</exception>
    public PromptSource Source(ParseResult parsed, CandidateOptions options)
    {
        var split = parsed.GetValue(_split) == "comparison" ? WorldSplit.Comparison : WorldSplit.Alignment;
        try
        {
            return PromptSource.Parse(
                parsed.GetRequiredValue(_prompts), split,
                new(options.Width, options.Height, options.FrameCount) { FramesPerSecond = options.FramesPerSecond });
        }
        catch (InvalidDataException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, $"--prompts {exception.Message}");
        }
    }
}
