using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Plumbline.Cli.Generating;
using Plumbline.Cli.Terminal;
using Plumbline.Tensors;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb generate</c>: makes clips of prompts, first frames and camera paths.</summary>
internal static class GenerateCommand
{
    private const int MostNotes = 10;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var arguments = new GenerateArguments();
        var command = arguments.ToCommand();
        command.SetAction((parsed, token) =>
        {
            var options = arguments.Options(parsed);
            return Task.Run(() => (int)Run(options, parsed.InvocationConfiguration, token), CancellationToken.None);
        });
        return command;
    }

    private static ExitCode Run(GenerateOptions options, InvocationConfiguration console, CancellationToken token)
    {
        var (output, error) = (console.Output, console.Error);

        // 1. What can be wrong without a model is said before one is loaded.
        GenerationPlan.RequireImages(options);
        ScoreCommand.RequireFfmpeg();
        ScoreCommand.RequireWritable(options.Json);
        if (options.WritesOneFile)
            ScoreCommand.RequireWritable(options.Output);
        var files = ModelFiles.Find(options.Model, options.Autoencoder, AppContext.BaseDirectory);

        // 2. The model and the plan.
        var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        using var line = new GenerationLine(error, isTerminal, TimeProvider.System, "loading the model");
        var threads = EngineUse.Threads(options.Threads);
        try
        {
            using var model = LoadedModel.Load(files, options.Compute, options.Lora, options.LoraWeight);
            var plan = GenerationPlan.Make(options, model);
            Say(plan.Notes);
            if (options.IsDryRun)
            {
                WritePlan(plan, output, line);
                return ExitCode.Success;
            }

            // 3. The clips.
            var stopwatch = Stopwatch.StartNew();
            var run = new GenerationRun(new(model, options, note => Say([note])), options, line, Tell);
            try
            {
                run.Run(plan.Clips, token);
            }
            catch (OperationCanceledException)
            {
                line.Clear();
                error.WriteLine(
                    $"plumb: {run.Results.Count(result => result.Failure is null)} of {plan.Clips.Count} clips are finished; the same command line makes the others.");
                throw;
            }

            // 4. What is written of all clips together.
            var isWhole = run.Results.All(result => result.Failure is null);
            if (options.DrawsGrid && isWhole)
            {
                foreach (var path in ClipFiles.WriteGrid(
                    [.. run.Results.Select(result => result.Path)], options.Output, token))
                    WritePath(path);
            }

            ScoreCommand.WriteText(
                options.Json, output, () => ClipJson.Write(new ClipDocument(PlumbCommand.Version, run.Results)));
            line.Clear();
            error.WriteLine(Summary(run.Results, stopwatch.Elapsed));
            return isWhole ? ExitCode.Success : ExitCode.SomeFailed;
        }
        catch (MediaException exception)
        {
            throw new CommandLineException(ExitCode.SomeFailed, exception.Message);
        }
        finally
        {
            EngineThreads.Use(threads);
        }

        void Say(IReadOnlyList<string> notes)
        {
            line.Clear();
            foreach (var note in notes.Take(MostNotes))
                error.WriteLine($"plumb: {note}.");
            if (notes.Count > MostNotes)
                error.WriteLine($"plumb: {notes.Count - MostNotes} more remarks of this kind.");
        }

        void Tell(ClipResult result)
        {
            line.Clear();
            if (result.Failure is not null)
                error.WriteLine($"plumb: {result.Failure}");
            else
                WritePath(result.Path);
        }

        void WritePath(string path)
        {
            line.Clear();
            if (options.Json != "-")
                output.WriteLine(path);
        }
    }

    private static void WritePlan(GenerationPlan plan, TextWriter output, GenerationLine line)
    {
        line.Clear();
        foreach (var clip in plan.Clips)
            output.WriteLine(
                $"{clip.Path}  seed {clip.Record.Seed}  camera {clip.Record.Camera ?? (clip.Camera is null ? "free" : "of the file")}  {clip.Prompt}");
    }

    private static string Summary(IReadOnlyList<ClipResult> results, TimeSpan elapsed)
    {
        var madeCount = results.Count(result => result.Failure is null && !result.WasThere);
        var parts = new List<string> { $"{madeCount} {(madeCount == 1 ? "clip" : "clips")} made" };
        if (results.Count(result => result.WasThere) is > 0 and var keptCount)
            parts.Add($"{keptCount} were there already");
        if (results.Count(result => result.Failure is not null) is > 0 and var failedCount)
            parts.Add($"{failedCount} failed");
        var seeds = results.Select(result => result.Seed).ToArray();
        var said = seeds.Length == 1 ? $"seed {seeds[0]}" : $"seeds {seeds.Min()} to {seeds.Max()}";
        return string.Create(
            CultureInfo.InvariantCulture, $"{string.Join(", ", parts)} in {elapsed.TotalSeconds:0.0} s, {said}");
    }
}
