using System.CommandLine;
using Plumbline.Alignment;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Pairing;

/// <summary>The options of <c>plumb judge</c>.</summary>
internal sealed class JudgeArguments
{
    private readonly Option<string[]> _judges = RewardJudge.ListOption("Which judges");
    private readonly Option<int> _frames = RewardJudge.FramesOption("candidate");
    private readonly Option<bool> _noMaps = new("--no-maps")
    {
        Description = "Do not keep where in the clip the errors are.",
    };

    /// <summary>The run folder.</summary>
    public Argument<string> Folder { get; } = new("RUN") { Description = "The run folder of plumb candidates." };

    /// <summary>Round of the run.</summary>
    public Option<int> Round { get; } = NumberOption.Of("--round", 1, "Round of the run.");

    /// <summary>How many candidates at once.</summary>
    public Option<int> Jobs { get; } = NumberOption.Of(
        "--jobs", Environment.ProcessorCount,
        "Candidates in hand at the same time; the numbers do not depend on it.", 1);

    /// <summary>Where the results go as JSON.</summary>
    public Option<string?> Json { get; } = new("--json")
    {
        Description = "What was said of each candidate as JSON; - for stdout.",
        HelpName = "FILE",
    };

    /// <summary>The model and how it computes.</summary>
    public ModelArguments Model { get; } = new();

    /// <summary>Builds the command; its action is still missing.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "judge", "Judges the candidates of a run; what is judged already is not judged again.") { Folder };
        foreach (var option in (Option[])[_judges, _frames, _noMaps, Round, Jobs, .. Model.All, Json])
            command.Add(option);
        return command;
    }

    /// <summary>The judges that are asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="standard">Makes the program's own judge.</param>
    /// <exception cref="CommandLineException">A number is out of its range.</exception>
    public CandidateJudge[] Judges(ParseResult parsed, Func<IVideoJudge> standard)
    {
        if (parsed.GetValue(Jobs) is < 1 and var jobs)
            throw new CommandLineException(ExitCode.BadUsage, $"--jobs: expected at least 1, got {jobs}.");
        return [.. parsed.GetRequiredValue(_judges).Select(name =>
            RewardJudge.Named(name, standard, parsed.GetValue(_frames), !parsed.GetValue(_noMaps)))];
    }
}
