using System.CommandLine;
using System.Globalization;
using Plumbline.Alignment;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Pairing;
using Plumbline.Cli.Terminal;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb judge</c>: judges the candidates of a run folder by their decoded latents.</summary>
internal static class JudgeCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="createJudge">Makes the judge.</param>
    /// <returns>The command.</returns>
    public static Command Create(Func<IVideoJudge> createJudge)
    {
        var arguments = new JudgeArguments();
        var command = arguments.ToCommand();
        command.SetAction(
            (parsed, token) => Task.Run(() => (int)Run(parsed, arguments, createJudge, token), CancellationToken.None));
        return command;
    }

    private static ExitCode Run(
        ParseResult parsed, JudgeArguments arguments, Func<IVideoJudge> createJudge, CancellationToken token)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var json = parsed.GetValue(arguments.Json);
        ScoreCommand.RequireWritable(json);
        var judges = arguments.Judges(parsed, createJudge);
        var round = parsed.GetValue(arguments.Round);
        using var folder = CandidateFolder.Open(parsed.GetRequiredValue(arguments.Folder), round);
        var candidates = folder.Candidates(round);
        if (candidates.Count == 0)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"{folder.Path}: expected candidates to judge, got none. Make some with plumb candidates.");
        return arguments.Model.With(parsed, model =>
        {
            var judging = new CandidateJudging(folder, model, judges);
            var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
            IReadOnlyList<IReadOnlyList<JudgedCandidate>> judged;
            using (var line = new JudgingLine(error, candidates.Count, isTerminal, TimeProvider.System))
                judged = judging.JudgeAll(candidates, parsed.GetValue(arguments.Jobs), line, token);
            ScoreCommand.WriteText(json, output, () => CandidateJson.Write([.. judged.SelectMany(all => all)]));
            for (var i = 0; i < judges.Length; i++)
                error.WriteLine(Summary([.. judged.Select(all => all[i])]));
            return ExitCode.Success;
        }, folder.Recipe);
    }

    private static string Summary(JudgedCandidate[] judged)
    {
        double[] scores = [.. judged.Select(candidate => candidate.Score).OfType<double>()];
        var text =
            $"{judged.Length} candidates judged by {judged[0].Judge} {judged[0].JudgeVersion}, "
            + $"{scores.Length} with a score";
        if (scores.Length > 0)
            text += string.Create(CultureInfo.InvariantCulture, $", {scores.Average():0.0} points on average");
        var reasons = judged.Select(candidate => candidate.Reason).OfType<string>().CountBy(reason => reason)
            .OrderByDescending(reason => reason.Value).ToArray();
        return reasons.Length == 0 ? text : $"{text}; most often without one: {reasons[0].Key}";
    }
}
