using System.CommandLine;
using Plumbline.Alignment;
using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Judges;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Generating;
using Plumbline.Cli.Scoring;
using Plumbline.Cli.Terminal;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Commands;

/// <summary>
/// <c>plumb compare</c>: two models' clips of the same prompts and seeds, with what is chance told apart.
/// </summary>
internal static class CompareCommand
{
    private const string StandardOutput = "-";

    /// <summary>Builds the command.</summary>
    /// <param name="createJudge">Makes the judge.</param>
    /// <returns>The command.</returns>
    public static Command Create(Func<IVideoJudge> createJudge)
    {
        var arguments = new CompareArguments();
        var command = arguments.ToCommand();
        command.SetAction((parsed, token) => Task.Run(() => (int)Run(parsed, arguments, createJudge, token), token));
        return command;
    }

    private static ExitCode Run(
        ParseResult parsed, CompareArguments arguments, Func<IVideoJudge> createJudge, CancellationToken token)
    {
        if (parsed.GetValue(arguments.Model.Lora) is { } lora)
            return RunModel(parsed, arguments, lora, token);
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (folders, json) = (parsed.GetRequiredValue(arguments.Folders), parsed.GetValue(arguments.Json));
        var page = parsed.GetValue(arguments.Report) ?? (json == StandardOutput ? null : StandardOutput);

        // 1. Everything that can be wrong with the command line or the machine is said before the first clip.
        ScoreCommand.RequireFfmpeg();
        ScoreCommand.RequireWritable(json);
        ScoreCommand.RequireWritable(page);
        var found = Match(folders, arguments, parsed, token);
        foreach (var line in found.LeftOut)
            error.WriteLine($"left out: {line}");

        // 2. Compare.
        List<IClipMeter> meters = [
            new JudgeMeter(createJudge()), new JudgeMeter(new SubspaceJudge()), new PictureMeter()];
        if (parsed.GetValue(arguments.Compat) is not null)
            meters.Add(new VideoGpaMeter());
        using var catalog = RunFolder.Open(
            parsed.GetValue(arguments.Run), parsed.GetValue(arguments.Resume), folders, "compare");
        var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        ComparisonReport report;
        using (var progress = new ComparisonLine(error, isTerminal, TimeProvider.System))
            report = new ComparisonRun(meters, arguments.Options(parsed), catalog).Execute(
                folders[0], folders[1], found.Pairs, progress, token);
        foreach (var line in report.LeftOut)
            error.WriteLine($"plumb: {line}");
        report = report with
        {
            Command = PlumbCommand.CommandLine(parsed),
            Commit = PlumbCommand.Commit,
            LeftOut = [.. found.LeftOut, .. report.LeftOut],
        };

        // 3. Write.
        ScoreCommand.WriteText(json, output, () => ComparisonJson.Write(report));
        ScoreCommand.WriteText(page, output, () => ComparisonMarkdown.Write(report));
        if (parsed.GetValue(arguments.Run) is null && !catalog.IsEmpty)
            error.WriteLine(
                $"kept for --resume in {Path.GetDirectoryName(catalog.Path)}; plumb runs lists such folders");
        return report.LeftOut.Count > found.LeftOut.Count ? ExitCode.SomeFailed : ExitCode.Success;
    }

    private static ExitCode RunModel(
        ParseResult parsed, CompareArguments arguments, string lora, CancellationToken token)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (model, folder) = (arguments.Model, parsed.GetRequiredValue(arguments.Model.Out)!);
        var threadsBefore = EngineUse.Threads(parsed.GetValue(model.Threads));
        try
        {
            var files = ModelFiles.Find(
                parsed.GetValue(model.Base), parsed.GetValue(model.Autoencoder), AppContext.BaseDirectory);
            var clips = model.Clips(parsed, parsed.GetValue(arguments.Seed));
            var prompts = PromptSource.Parse(
                parsed.GetRequiredValue(model.Prompts), WorldSplit.Comparison,
                WorldFormat.Standard with { Width = clips.Width, Height = clips.Height });
            var comparison = new AdapterComparison(
                lora, parsed.GetValue(model.LoraWeight), prompts, clips,
                ModelFiles.FindClassifier(parsed.GetValue(model.Classifier), AppContext.BaseDirectory))
            {
                MeasuresReference = parsed.GetValue(arguments.Compat) is not null,
            };
            Directory.CreateDirectory(folder);
            // Everything is named by its content, so that going on is always right.
            using var catalog = RunFolder.Open(folder, resumes: true, [], "compare");
            var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
            ComparisonReport report;
            using (var loaded = LoadedModel.Load(files, model.Compute(parsed)))
            using (var progress = new ComparisonLine(error, isTerminal, TimeProvider.System))
                report = comparison.Execute(loaded.Base, folder, catalog, arguments.Options(parsed), progress, token);
            report = report with { Command = PlumbCommand.CommandLine(parsed), Commit = PlumbCommand.Commit };
            ScoreCommand.WriteText(
                Path.Combine(folder, ComparisonJson.Name), output, () => ComparisonJson.Write(report));
            ScoreCommand.WriteText(
                Path.Combine(folder, ComparisonMarkdown.Name), output, () => ComparisonMarkdown.Write(report));
            var (json, page) = (parsed.GetValue(arguments.Json), parsed.GetValue(arguments.Report));
            ScoreCommand.WriteText(json, output, () => ComparisonJson.Write(report));
            ScoreCommand.WriteText(page ?? (json == StandardOutput ? null : StandardOutput), output, () =>
                ComparisonMarkdown.Write(report));
            return ExitCode.Success;
        }
        catch (ArgumentException exception) when (exception.ParamName is "request")
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Words());
        }
        finally
        {
            EngineUse.Threads(threadsBefore);
        }
    }

    private static FolderPairs Match(
        string[] folders, CompareArguments arguments, ParseResult parsed, CancellationToken token)
    {
        try
        {
            return FolderPairs.Match(folders[0], folders[1], parsed.GetValue(arguments.GroupBy), token);
        }
        catch (MediaException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Message);
        }
    }
}
