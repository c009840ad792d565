using System.CommandLine;
using Plumbline.Alignment;
using Plumbline.Alignment.Judges;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Pairing;

/// <summary>The judge of candidates that the command line uses.</summary>
internal static class RewardJudge
{
    /// <summary>Frames that it looks at where nothing else is said.</summary>
    public const int StandardFrames = RewardJudges.StandardFrames;

    private static readonly string[] Names = [.. RewardJudges.All.Select(choice => choice.Name)];

    /// <summary>An option that names a judge.</summary>
    /// <param name="description">What the judge is asked for.</param>
    public static Option<string> Option(string description)
    {
        var option = new Option<string>("--judge")
        {
            Description = $"{description}: {string.Join(", ", Names)}.",
            HelpName = "NAME",
            DefaultValueFactory = _ => RewardJudges.Standard,
        };
        option.AcceptOnlyFromAmong(Names);
        return option;
    }

    /// <summary>An option that names judges, with commas between.</summary>
    /// <param name="description">What they are asked for.</param>
    public static Option<string[]> ListOption(string description) => new("--judge")
    {
        Description = $"{description}, with commas between: {string.Join(", ", Names)}.",
        HelpName = "NAMES",
        DefaultValueFactory = _ => [RewardJudges.Standard],
        CustomParser = result =>
        {
            string[] names = [
                .. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)),
            ];
            if (names.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
                result.AddError(
                    $"--judge: expected names among {string.Join(", ", Names)}, with commas between, got '{unknown}'.");
            else if (names.Distinct().Count() < names.Length)
                result.AddError($"--judge: expected different judges, got {string.Join(", ", names)}.");
            return names;
        },
    };

    /// <summary>An option that says how many frames are looked at.</summary>
    /// <param name="where">In what.</param>
    public static Option<int> FramesOption(string where)
    {
        var option = NumberOption.Of(
            "--frames", StandardFrames, $"Frames to look at in each {where}, at least 3; 0 for all.");
        option.Validators.Add(result =>
        {
            if (result.Typed<int>() is < 3 and not 0 and var frames)
                result.AddError($"--frames: expected at least 3, or 0 for all, got {frames}.");
        });
        return option;
    }

    /// <summary>Prepares the judge that was named.</summary>
    /// <param name="name">One of <see cref="RewardJudges.All"/>.</param>
    /// <param name="standard">Makes the program's own judge, which the standard name stands for.</param>
    /// <param name="frames">Frames that it looks at; 0 for all.</param>
    /// <param name="keepsEvidence">Whether it keeps maps.</param>
    public static CandidateJudge Named(string name, Func<IVideoJudge> standard, int frames, bool keepsEvidence)
    {
        int? frameCount = frames == 0 ? null : frames;
        return name == RewardJudges.Standard
            ? Of(standard(), frameCount, keepsEvidence)
            : RewardJudges.Named(name).Create(frameCount, keepsEvidence);
    }

    /// <summary>Prepares a judge for candidates.</summary>
    /// <param name="judge">The program's judge; the geometry judge is told each prompt's cameras.</param>
    /// <param name="frameCount">Frames that the geometry judge looks at; all when absent.</param>
    /// <param name="keepsEvidence">Whether it keeps maps.</param>
    public static CandidateJudge Of(IVideoJudge judge, int? frameCount = StandardFrames, bool keepsEvidence = true) =>
        judge is GeometryJudge ? CandidateJudge.Geometry(frameCount, keepsEvidence) : CandidateJudge.Of(judge);
}
