using System.CommandLine;
using System.Globalization;
using Plumbline.Alignment;
using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Scoring;
using Plumbline.Cli.Terminal;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb calibrate</c>: measures what the judge sees and whether it can be cheated.</summary>
internal static class CalibrateCommand
{
    private const string StandardOutput = "-";

    /// <summary>Builds the command.</summary>
    /// <param name="createJudge">Makes the judge, from the seed of its random choices.</param>
    /// <returns>The command.</returns>
    public static Command Create(Func<int, IVideoJudge> createJudge)
    {
        var arguments = new CalibrateArguments();
        var command = arguments.ToCommand();
        command.SetAction((parsed, token) => Task.Run(() => (int)Run(parsed, arguments, createJudge, token), token));
        return command;
    }

    private static ExitCode Run(
        ParseResult parsed, CalibrateArguments arguments, Func<int, IVideoJudge> createJudge, CancellationToken token)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (json, page) = (parsed.GetValue(arguments.Json), parsed.GetValue(arguments.Report));
        var inputs = parsed.GetRequiredValue(arguments.Inputs);
        var options = arguments.Options(parsed);

        // 1. Everything that can be wrong with the command line or the machine is said before the first clip.
        ScoreCommand.RequireFfmpeg();
        ScoreCommand.RequireWritable(json);
        ScoreCommand.RequireWritable(page);
        string[] paths = [.. inputs.Where(input => !WorldRange.IsNamedBy(input))];
        var files = paths.Length == 0 ? [] : ScoreCommand.Discover(paths);
        var worlds = arguments.WorldSeeds(parsed).ToList();
        CalibrationClip[] clips =
        [
            .. files.Select(CalibrationClip.FromFile), .. arguments.Worlds(parsed),
            .. worlds.Select(CalibrationClip.FromWorld),
        ];
        if (clips.Length == 0)
            throw new CommandLineException(
                ExitCode.BadUsage,
                "calibrate: expected clips or worlds, got neither. Name clean clips, or leave --synthetic out.");

        // 2. Calibrate.
        var judge = arguments.Judge(parsed, () => createJudge(0));
        using var catalog = RunFolder.Open(
            parsed.GetValue(arguments.Run), parsed.GetValue(arguments.Resume), inputs,
            $"{OptionsText(options, worlds)} {arguments.Key(parsed)}");
        CalibrationReport report;
        var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        using (var progress = new CalibrationLine(error, isTerminal, TimeProvider.System))
            report = new CalibrationRun(judge, options, catalog).Execute(clips, progress, token);

        // 3. Write.
        ScoreCommand.WriteText(json, output, () => CalibrationJson.Write(report));
        ScoreCommand.WriteText(page, output, () => CalibrationMarkdown.Write(report));
        if (json != StandardOutput && page != StandardOutput && report.Targets.Count > 0)
            WritePromises(report, output);
        foreach (var clip in report.Clips.Where(clip => clip.Failure is not null))
            error.WriteLine($"plumb: {clip.Failure}");
        if (parsed.GetValue(arguments.Run) is null && !catalog.IsEmpty)
            error.WriteLine(
                $"kept for --resume in {Path.GetDirectoryName(catalog.Path)}; plumb runs lists such folders");
        return report.Clips.Any(clip => clip.Failure is not null) ? ExitCode.SomeFailed : ExitCode.Success;
    }

    private static void WritePromises(CalibrationReport report, TextWriter output)
    {
        var targets = report.Targets;
        foreach (var check in targets)
        {
            var (mark, value) =
                (check.IsMet ? "met" : "MISSED", check.Value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{mark,-8}{check.Name,-50}{value,6}  target {check.Target:0.00}  of {check.Evidence}"));
        }

        var metCount = targets.Count(check => check.IsMet);
        output.WriteLine($"{metCount} of {targets.Count} promises met by {report.Judge} {report.JudgeVersion}.");
    }

    private static string OptionsText(CalibrationOptions options, IReadOnlyList<int> worlds)
    {
        var defects = string.Join(',', options.Defects.Select(defect => defect.Name));
        var attacks = string.Join(',', options.Attacks.Select(attack => attack.Name));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"calibrate {defects} {attacks} {options.LaddersPerDefect} {options.Seed} {string.Join(',', worlds)}");
    }
}
