using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Plumbline.Alignment;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Pairing;
using Plumbline.Cli.Terminal;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb candidates</c>: several clips of each prompt, kept as latents.</summary>
internal static class CandidatesCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="createJudge">Makes the judge.</param>
    /// <returns>The command.</returns>
    public static Command Create(Func<IVideoJudge> createJudge)
    {
        var arguments = new CandidatesArguments();
        var command = arguments.ToCommand();
        command.SetAction(
            (parsed, token) => Task.Run(() => (int)Run(parsed, arguments, createJudge, token), CancellationToken.None));
        return command;
    }

    private static ExitCode Run(
        ParseResult parsed, CandidatesArguments arguments, Func<IVideoJudge> createJudge, CancellationToken token)
    {
        // 1. What can be wrong without a model is said before one is loaded.
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (path, json) = (parsed.GetRequiredValue(arguments.Folder), parsed.GetValue(arguments.Json));
        ScoreCommand.RequireFfmpeg();
        ScoreCommand.RequireWritable(json);
        var options = arguments.Options(parsed);
        var source = arguments.Source(parsed, options);
        if (parsed.GetValue(arguments.PromptsOnly))
        {
            if (File.Exists(Path.Combine(path, PromptFile.Name)))
                throw new CommandLineException(
                    ExitCode.BadUsage,
                    $"--out {path}: expected a folder without {PromptFile.Name}, got one. Choose another folder.");
            error.WriteLine($"{source.WriteTo(path, token).Count} prompts written");
            output.WriteLine(Path.Combine(path, PromptFile.Name));
            return ExitCode.Success;
        }

        return arguments.Model.With(parsed, model =>
        {
            // 2. The run.
            var reward = RewardJudge.Of(createJudge());
            var recipe = new CandidateRecipe(
                model.Identity, model.AutoencoderIdentity, source.Identity, options,
                options.Adaptive is null ? null : PairRules.Default, options.Adaptive is null ? null : reward.Identity);
            using var folder = CandidateFolder.Begin(path, recipe, source, token);
            if (!parsed.GetValue(arguments.Resume)
                && folder.Set(options.Round) is not { Candidates.Count: 0, Previews.Count: 0 })
                throw new CommandLineException(
                    ExitCode.BadUsage,
                    $"--out {path}: expected an empty run folder, got one with finished work. "
                    + "Add --resume to continue it, or name another.");

            // 3. The candidates.
            var stopwatch = Stopwatch.StartNew();
            var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
            CandidateSet set;
            using (var line = new CandidateLine(error, isTerminal, TimeProvider.System))
            {
                var run = new CandidateRun(
                    folder, model, options.EarlyStop is null
                        ? null
                        : RewardJudge.Of(createJudge(), EarlyStop.PreviewFrames, keepsEvidence: false),
                    options.Adaptive is null ? null : new CandidateJudging(folder, model, [reward]));
                try
                {
                    set = run.Execute(line, token);
                }
                catch (OperationCanceledException)
                {
                    line.Dispose();
                    error.WriteLine(
                        $"plumb: {folder.Candidates(options.Round).Count} candidates are finished; the same command line with --resume makes the others.");
                    throw;
                }
            }

            // 4. What was made.
            ScoreCommand.WriteText(json, output, () => CandidateJson.Write(set));
            if (json != "-")
                output.WriteLine(path);
            error.WriteLine(Summary(set, folder.Prompts.Count, stopwatch.Elapsed));
            return ExitCode.Success;
        });
    }

    private static string Summary(CandidateSet set, int promptCount, TimeSpan elapsed)
    {
        var stopped = set.Stopped.Count(candidate => !candidate.IsAudited);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{set.Candidates.Count} candidates of {promptCount} prompts, {set.MadeCount} made in "
            + $"{elapsed.TotalSeconds:0.0} s");
        return stopped == 0 ? text : string.Create(
            CultureInfo.InvariantCulture,
            $"{text}; {stopped} stopped early, which saved {set.SavedStepShare:0.0 %} of the steps");
    }
}
