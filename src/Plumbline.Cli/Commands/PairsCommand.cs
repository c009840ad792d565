using System.CommandLine;
using System.Globalization;
using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Pairing;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb pairs</c>: chooses preference pairs among the judged candidates of a run folder.</summary>
internal static class PairsCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var arguments = new PairsArguments();
        var command = arguments.ToCommand();
        command.SetAction((parsed, _) => Task.Run(
            () => (int)(parsed.GetValue(arguments.Compat) is null
                ? Run(parsed, arguments)
                : RunReference(parsed, arguments)), CancellationToken.None));
        return command;
    }

    private static ExitCode Run(ParseResult parsed, PairsArguments arguments)
    {
        // 1. Who decides, and whether it may.
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (json, metadata, round) =
            (parsed.GetValue(arguments.Json), parsed.GetValue(arguments.Metadata), parsed.GetValue(arguments.Round));
        ScoreCommand.RequireWritable(json);
        ScoreCommand.RequireWritable(metadata);
        var rules = arguments.Rules(parsed);
        using var folder = CandidateFolder.Open(parsed.GetRequiredValue(arguments.Folder), round);
        var (judged, settings) = Judged(folder, round, parsed.GetValue(arguments.Judge));
        if (!parsed.GetValue(arguments.Ungated))
            RequireCalibrated(parsed.GetValue(arguments.Calibration), judged[0], settings, folder.Recipe.Options);

        // 2. The pairs.
        var selection = new PairSelector(rules, new(folder.Path)).Select(folder.Prompts, judged);
        var path = folder.RoundFile(round, PairFile.Name);
        PairFile.Write(selection, path);
        if (metadata is not null)
            VideoGpaExport.Of(folder.Prompts, judged).Write(metadata);

        // 3. What was found.
        var statistics = PairStatistics.Of(selection, folder.Prompts.Count, judged);
        ScoreCommand.WriteText(json, output, () => CandidateJson.Write(statistics));
        if (json != "-")
            output.WriteLine(path);
        Tell(error, statistics);
        var set = folder.Set(round);
        if (set.Stopped.Any(stopped => stopped.IsAudited))
            Tell(error, EarlyStopEffect.Of(set, folder.Prompts, judged, rules));
        if (selection.Pairs.Count > 0)
            return ExitCode.Success;
        error.WriteLine(
            $"plumb: no pair keeps every rule; the first reason: {selection.Rejected[0].Reason} {path} has them all.");
        return ExitCode.SomeFailed;
    }

    private static ExitCode RunReference(ParseResult parsed, PairsArguments arguments)
    {
        var (path, output) = (parsed.GetRequiredValue(arguments.Folder), parsed.InvocationConfiguration.Output);
        var metadata = VideoGpaMetadata.Read(path);
        var (pairs, rejected) = arguments.ReferenceRules(parsed).Select(
            metadata, Path.GetDirectoryName(Path.GetFullPath(path))!);
        foreach (var pair in pairs)
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{pair.Group.GroupId}\t{pair.Winner.GenerationId}\t{pair.Loser.GenerationId}\t{pair.Gap:R}"));
        foreach (var group in rejected)
            parsed.InvocationConfiguration.Error.WriteLine($"{group.PromptId}: {group.Reason}");
        return pairs.Count > 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private static (JudgedCandidate[] Judged, string Settings) Judged(CandidateFolder folder, int round, string? name)
    {
        var candidates = folder.Candidates(round);
        if (candidates.Count == 0)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"{folder.Path}: expected candidates of round {round}, got none. Make them with plumb candidates.");
        string[] judges = [
            .. folder.Judges.Where(judge => name is null || judge == name || judge.Split(' ')[0] == name)];
        if (judges.Length != 1)
            throw new CommandLineException(ExitCode.BadUsage, judges.Length == 0
                ? $"{folder.Path}: expected candidates that {name ?? "a judge"} has judged, got none. "
                    + $"Run plumb judge {folder.Path}{(name is null ? "" : $" --judge {name}")}"
                : $"--judge: expected one judge to decide, got {string.Join("; ", judges)}. Name one.");
        JudgedCandidate[] judged = [
            .. candidates.Select(candidate => folder.FindVerdict(candidate, judges[0])).OfType<JudgedCandidate>()];
        return judged.Length == candidates.Count
            ? (judged, CandidateJudge.SettingsOf(judges[0]))
            : throw new CommandLineException(
                ExitCode.BadUsage,
                $"{folder.Path}: expected {candidates.Count} judged candidates, got {judged.Length}. "
                + $"Run plumb judge {folder.Path}");
    }

    private static void RequireCalibrated(
        string? path, JudgedCandidate example, string settings, CandidateOptions options)
    {
        var report = path is null
            ? StandardCalibrations.Find(example.Judge, example.JudgeVersion, options.Width, options.Height)
            : CalibrationJson.Read(path);
        if (report is null)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"pairs: expected --calibration FILE or --ungated, got neither, and no calibration of {example.Judge} "
                + $"{example.JudgeVersion} on {options.Width}×{options.Height} pixels comes with the program. "
                + "Calibrate the judge with plumb calibrate --json.");
        var objections = CalibrationGate.Default.Objections(
            report, example.Judge, example.JudgeVersion, options.Width, options.Height, settings);
        if (objections.Count > 0)
            throw new CommandLineException(
                ExitCode.SomeFailed,
                $"{(path is null ? "The program's own calibration" : $"--calibration {path}")}: "
                + $"expected a judge that can be trusted on these clips. {string.Join(" ", objections)} Calibrate on "
                + "such clips, or choose another judge.");
    }

    private static void Tell(TextWriter error, PairStatistics found)
    {
        error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{found.PairCount} pairs of {found.PromptsWithPairCount} of {found.PromptCount} prompts; "
            + $"{found.ScoredCount} of {found.CandidateCount} candidates have a score, "
            + $"{found.MeanScore:0.0} points on average"));
        if (found.PairCount > 0)
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"winners {found.MeanWinnerScore:0.0} points, losers {found.MeanLoserScore:0.0}; "
                + $"winners move {found.MedianMotionRatio:0.00} times as much as losers (median)"));
        foreach (var (kind, count) in found.RejectedCounts)
            error.WriteLine($"{count,6} × {kind}");
    }

    private static void Tell(TextWriter error, EarlyStopEffect effect) => error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"early stop: {effect.StoppedCount} candidates, {effect.SavedStepShare:0.0 %} of the steps; "
        + $"in {effect.AuditedPromptCount} audited prompts {effect.SamePairs} pairs would be the same, mean margin "
        + $"{effect.MeanMarginOfKept:0.0} instead of {effect.MeanMarginOfAll:0.0}, previews agree by "
        + $"{effect.RankAgreement:0.00} in rank"));
}
