using System.CommandLine;
using System.CommandLine.Parsing;
using Plumbline.Alignment.Judges;
using Plumbline.Cli.Scoring;

namespace Plumbline.Cli.Commands;

/// <summary>What the user can say to <c>plumb score</c>.</summary>
internal sealed class ScoreArguments
{
    /// <summary>Files and folders.</summary>
    public Argument<string[]> Inputs { get; } = new("FILES|FOLDERS")
    {
        Description = "Video files, folders of numbered pictures, and folders to search.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Where the JSON goes.</summary>
    public Option<string?> Json { get; } = new("--json")
    {
        Description = "Write the results as JSON; - for stdout.",
        HelpName = "FILE",
    };

    /// <summary>Where the CSV goes.</summary>
    public Option<string?> Csv { get; } = new("--csv")
    {
        Description = "Write one line per clip as CSV; - for stdout.",
        HelpName = "FILE",
    };

    /// <summary>Where the page goes.</summary>
    public Option<string?> Report { get; } = new("--report")
    {
        Description = "Write a self-contained HTML page that shows where and when each clip breaks.",
        HelpName = "FILE",
    };

    /// <summary>How many frames are sampled.</summary>
    public Option<FrameChoice?> Frames { get; } = new("--frames")
    {
        Description = "How many frames to sample from each clip, or all.",
        HelpName = "N|all",
        CustomParser = ParseFrames,
        DefaultValueFactory = _ => new FrameChoice(ScoreOptions.DefaultFrameCount),
    };

    /// <summary>Known intrinsics.</summary>
    public Option<IntrinsicsChoice?> Intrinsics { get; } = new("--intrinsics")
    {
        Description = "Known camera in source pixels; the centre of the first pixel is (0, 0).",
        HelpName = "fx,fy,cx,cy",
        CustomParser = ParseIntrinsics,
    };

    /// <summary>Forced focal length.</summary>
    public Option<FocalChoice?> Focal { get; } = new("--focal")
    {
        Description = "Force the focal length: source pixels, or a factor on the estimate such as 0.7x.",
        HelpName = "PIXELS|FACTORx",
        CustomParser = ParseFocal,
    };

    /// <summary>Static or dynamic scene.</summary>
    public Option<SceneKind> Scene { get; } = new("--scene")
    {
        Description = "static judges everything; dynamic sets independently moving regions aside. [default: static]",
        HelpName = "static|dynamic",
        CustomParser = ParseScene,
    };

    /// <summary>Another project's metrics.</summary>
    public Option<CompatChoice?> Compat { get; } = new("--compat")
    {
        Description = "Add another project's metrics, exactly as it computes them.",
        HelpName = "videogpa",
        CustomParser = ParseCompat,
    };

    /// <summary>How many clips are scored at the same time.</summary>
    public Option<int> Jobs { get; } = new("--jobs", "-j")
    {
        Description = "How many clips to score at the same time.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    /// <summary>Seed of every random choice.</summary>
    public Option<int> Seed { get; } = new("--seed")
    {
        Description = "Seed of every random choice.",
        HelpName = "N",
        DefaultValueFactory = _ => ScoreOptions.DefaultSeed,
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
            "score", "Scores clips: how much of the picture one rigid, filmed world explains, 0 to 100.")
        {
            Inputs, Json, Csv, Report, Frames, Intrinsics, Focal, Scene, Compat, Jobs, Seed, Resume, Run,
        };
        // Files may begin with a dash; what does not exist is an option that was misspelt.
        NumberOption.RequireAtLeast(Jobs, 1);
        RequireOneFocal(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Json) == "-" && result.GetValue(Csv) == "-")
                result.AddError("--json - and --csv -: expected one of them on stdout, got both.");
            if (result.GetValue(Report) == "-")
                result.AddError("--report: expected a file name, got -.");
        });
        return command;
    }

    /// <summary>Adds the options that a reconstruction depends on to another command.</summary>
    /// <param name="command">The command.</param>
    public void AddReconstructionOptions(Command command)
    {
        foreach (var option in (Option[])[Frames, Intrinsics, Focal, Scene, Seed])
            command.Add(option);
        RequireOneFocal(command);
    }

    /// <summary>Reads the options that the numbers depend on.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <returns>The options.</returns>
    public ScoreOptions Options(ParseResult parsed) => new()
    {
        FrameCount = parsed.GetValue(Frames)!.Count,
        Scene = parsed.GetValue(Scene),
        Intrinsics = parsed.GetValue(Intrinsics),
        Focal = parsed.GetValue(Focal),
        Compat = parsed.GetValue(Compat),
        Seed = parsed.GetValue(Seed),
    };

    private void RequireOneFocal(Command command) => command.Validators.Add(result =>
    {
        if (result.GetResult(Intrinsics) is not null && result.GetResult(Focal) is not null)
            result.AddError("--intrinsics and --focal: expected one of them, got both.");
    });

    private static FrameChoice? ParseFrames(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var frames = FrameChoice.TryParse(text);
        if (frames is null)
            result.AddError(
                $"--frames: expected a whole number of at least {FrameChoice.LeastCount}, or all, got {text}.");
        return frames;
    }

    private static IntrinsicsChoice? ParseIntrinsics(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var intrinsics = IntrinsicsChoice.TryParse(text);
        if (intrinsics is null)
            result.AddError(
                $"--intrinsics: expected four numbers fx,fy,cx,cy in pixels with fx and fy above 0, got {text}.");
        return intrinsics;
    }

    private static FocalChoice? ParseFocal(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var focal = FocalChoice.TryParse(text);
        if (focal is null)
            result.AddError($"--focal: expected pixels such as 520 or a factor such as 0.7x, above 0, got {text}.");
        return focal;
    }

    private static SceneKind ParseScene(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text is not ("static" or "dynamic"))
            result.AddError($"--scene: expected static or dynamic, got {text}.");
        return text == "dynamic" ? SceneKind.Dynamic : SceneKind.Static;
    }

    private static CompatChoice? ParseCompat(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "videogpa")
            return CompatChoice.VideoGpa;
        result.AddError($"--compat: expected videogpa, got {text}.");
        return null;
    }
}
