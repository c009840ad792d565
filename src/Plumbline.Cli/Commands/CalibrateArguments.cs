using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plumbline.Alignment;
using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Pairing;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Commands;

/// <summary>What the user can say to <c>plumb calibrate</c>.</summary>
internal sealed class CalibrateArguments
{
    private const int DefaultWorldCount = 4;
    private const string None = "none";

    private readonly Option<string> _judge = RewardJudge.Option("Which judge is measured");
    private readonly Option<int> _frames = RewardJudge.FramesOption("clip");
    private readonly Option<int> _size = NumberOption.Of(
        "--size", WorldFormat.Standard.Width, "Width and height of worlds:N in pixels, as candidates have them.");

    /// <summary>Clean clips.</summary>
    public Argument<string[]> Inputs { get; } = new("FILES|FOLDERS|worlds:N")
    {
        Description = "Clean clips of rigid scenes: video files, folders of numbered pictures, folders to search, "
            + "and worlds:16+1000000 for as many worlds that candidates could be asked for, from that number on, "
            + "with their intrinsics.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>How many worlds are rendered.</summary>
    public Option<int?> Synthetic { get; } = new("--synthetic")
    {
        Description = $"Render N clean worlds as well. [default: {DefaultWorldCount}, or 0 when files are given]",
        HelpName = "N",
    };

    /// <summary>Where the JSON goes.</summary>
    public Option<string?> Json { get; } = new("--json")
    {
        Description = "Write everything that was measured as JSON; - for stdout.",
        HelpName = "FILE",
    };

    /// <summary>Where the page goes.</summary>
    public Option<string?> Report { get; } = new("--report")
    {
        Description = "Write the tables as Markdown; - for stdout.",
        HelpName = "FILE",
    };

    /// <summary>Which defects.</summary>
    public Option<IReadOnlyList<IDefect>?> Defects { get; } = new("--defects")
    {
        Description =
            $"Defects to build ladders of, or none. [default: {Names(DefectCatalog.All, defect => defect.Name)}]",
        HelpName = "a,b,…",
        CustomParser = result => Parse(result, DefectCatalog.Named),
    };

    /// <summary>Which attacks.</summary>
    public Option<IReadOnlyList<IAttack>?> Attacks { get; } = new("--attacks")
    {
        Description = $"Attacks to try, or none. [default: {Names(AttackCatalog.All, attack => attack.Name)}]",
        HelpName = "a,b,…",
        CustomParser = result => Parse(result, AttackCatalog.Named),
    };

    /// <summary>How many ladders per defect and clip.</summary>
    public Option<int> Ladders { get; } = new("--ladders")
    {
        Description = "Ladders of each defect per clip, each at another place.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Seed of every random choice.</summary>
    public Option<int> Seed { get; } = new("--seed")
    {
        Description = "Seed of the defects, and of the first world.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>How many versions are judged at the same time.</summary>
    public Option<int> Jobs { get; } = new("--jobs", "-j")
    {
        Description = "How many versions of a clip to judge at the same time.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Whether to continue an interrupted run.</summary>
    public Option<bool> Resume { get; } = RunFolderOptions.Resume();

    /// <summary>Where finished work is kept.</summary>
    public Option<string?> Run { get; } = RunFolderOptions.Run();

    /// <summary>Builds the command around these arguments.</summary>
    /// <returns>The command, without an action.</returns>
    public Command ToCommand()
    {
        var command = new Command(
            "calibrate", "Measures what the judge sees: damages and attacks clean clips, judges every version.")
        {
            Inputs, _judge, _frames, _size, Synthetic, Json, Report, Defects, Attacks, Ladders, Seed, Jobs, Resume, Run,
        };
        NumberOption.RequireAtLeast(Jobs, 1);
        NumberOption.RequireAtLeast(Ladders, 1);
        NumberOption.RequireAtLeast(Synthetic, 0);
        NumberOption.RequireAtLeast(_size, 32);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Json) == "-" && result.GetValue(Report) == "-")
                result.AddError("--json - and --report -: expected one of them on stdout, got both.");
            // The tokens, not the values: reading the value of an option that failed to parse throws.
            if (IsNone(result.GetResult(Defects)) && IsNone(result.GetResult(Attacks)))
                result.AddError("--defects none and --attacks none: expected something to try, got nothing.");
        });
        return command;
    }

    /// <summary>Reads what is tried.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <returns>The options.</returns>
    public CalibrationOptions Options(ParseResult parsed) => new()
    {
        Defects = parsed.GetValue(Defects) ?? DefectCatalog.All,
        Attacks = parsed.GetValue(Attacks) ?? AttackCatalog.All,
        LaddersPerDefect = parsed.GetValue(Ladders),
        Seed = parsed.GetValue(Seed),
        Jobs = parsed.GetValue(Jobs),
    };

    /// <summary>The judge that is measured.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <param name="standard">Makes the program's own judge.</param>
    public CandidateJudge Judge(ParseResult parsed, Func<IVideoJudge> standard) =>
        RewardJudge.Named(parsed.GetRequiredValue(_judge), standard, parsed.GetValue(_frames), keepsEvidence: false);

    /// <summary>Worlds that are rendered as candidates are asked for: of their split and size.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <exception cref="CommandLineException">A range of worlds says something else.</exception>
    public IEnumerable<CalibrationClip> Worlds(ParseResult parsed)
    {
        var size = parsed.GetValue(_size);
        var format = WorldFormat.Standard with { Width = size, Height = size };
        foreach (var text in parsed.GetRequiredValue(Inputs).Where(WorldRange.IsNamedBy))
        {
            var range = RangeOf(text);
            for (var index = range.First; index < range.First + range.Count; index++)
                yield return CalibrationClip.FromWorld(WorldSplit.Alignment, index, format);
        }
    }

    /// <summary>What the numbers of the run follow from besides its clips.</summary>
    /// <param name="parsed">A command line without errors.</param>
    public string Key(ParseResult parsed) => string.Create(
        CultureInfo.InvariantCulture, $"{parsed.GetValue(_judge)} {parsed.GetValue(_frames)} {parsed.GetValue(_size)}");

    private static WorldRange RangeOf(string text)
    {
        try
        {
            return WorldRange.Parse(text);
        }
        catch (InvalidDataException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, $"calibrate {exception.Message}");
        }
    }

    /// <summary>Seeds of the worlds that are rendered.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <returns>Seeds in order.</returns>
    public IEnumerable<int> WorldSeeds(ParseResult parsed)
    {
        var count = parsed.GetValue(Synthetic) ?? (parsed.GetRequiredValue(Inputs).Length == 0 ? DefaultWorldCount : 0);
        return Enumerable.Range(parsed.GetValue(Seed), count);
    }

    private static string Names<T>(IEnumerable<T> all, Func<T, string> name) => string.Join(',', all.Select(name));

    private static bool IsNone(OptionResult? result) => result?.Tokens is [{ Value: None }];

    private static IReadOnlyList<T> Parse<T>(
        ArgumentResult result, Func<IReadOnlyCollection<string>, IReadOnlyList<T>> find)
    {
        var names = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        if (names is [None])
            return [];
        try
        {
            return find(names);
        }
        catch (ArgumentException exception)
        {
            result.AddError(exception.Words());
            return [];
        }
    }
}
