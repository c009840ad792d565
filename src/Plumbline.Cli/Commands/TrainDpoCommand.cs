using System.CommandLine;
using Plumbline.Alignment.Training;
using Plumbline.Cli.Generating;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb train dpo</c>: an adapter that makes a model prefer the winners of pairs.</summary>
internal static class TrainDpoCommand
{
    private static readonly Dictionary<string, PreferenceRecipe> Presets = new()
    {
        ["smoke"] = PreferenceRecipe.Smoke,
        ["demo"] = PreferenceRecipe.Demo,
        ["full"] = PreferenceRecipe.Full,
    };

    /// <summary>Builds the command.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <returns>The command.</returns>
    public static Command Create(TimeProvider clock)
    {
        var arguments = new TrainArguments(
            "dpo", "smoke (seconds), demo (minutes) or full (a thousand pairs and more).", Presets.Keys);
        arguments.Batch.Description = "Pairs per forward pass.";
        arguments.Accumulation.Description =
            "Forward passes per step, each of --batch pairs; several processes share them.";
        arguments.From.Description = "Folder of an adapter to go on from, as from the round before.";
        arguments.From.HelpName = "FOLDER";
        var model = new Option<string?>("--base")
        {
            Description = "Model to align, such as the folder of plumb train base. [default: the committed one]",
            HelpName = "FOLDER|FILE",
        };
        var pairs = new Option<FileInfo>("--pairs")
        {
            Description = "Pairs to learn from, pairs.json of a round.",
            HelpName = "FILE",
        };
        pairs.AcceptExistingOnly();
        var preference = new PreferenceArguments();
        var command = arguments.ToCommand(
            "Trains an adapter that makes a model prefer the winners of pairs.",
            [model, pairs, arguments.From, .. preference.All]);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(arguments.Resume) && result.GetResult(pairs) is null)
                result.AddError("--pairs: expected a list of preference pairs, got none. Make one with plumb pairs.");
        });
        command.SetAction((parsed, token) =>
        {
            var recipe = arguments.Recipe(parsed, Presets, PreferenceRecipe.Load);
            var start = arguments.Start(parsed);
            if (start == TrainingStart.Fresh)
                recipe = preference.Apply(parsed, recipe);
            var sources = start == TrainingStart.Resumed ? null : new PreferenceSources(
                ModelFiles.FindModel("--base", parsed.GetValue(model), AppContext.BaseDirectory),
                parsed.GetRequiredValue(pairs).FullName)
            {
                Adapter = parsed.GetValue(arguments.From) is { } from ? Path.GetFullPath(from) : null,
            };
            var folder = parsed.GetRequiredValue(arguments.Folder);
            return Task.Run(
                () => TrainingSession.Run(parsed, arguments, recipe, clock, sitting => Train(sitting, watching =>
                    recipe.Train(folder, sources, start, watching, token)), NetworkAdapter.WeightsName),
                CancellationToken.None);

            TrainingEnd Train(TrainingSitting sitting, Func<TrainingSitting, TrainingEnd> train)
            {
                var watch = new PreferenceWatch(sitting.Progress);
                try
                {
                    var end = train(sitting with { Progress = watch });
                    foreach (var note in watch.Notes())
                        parsed.InvocationConfiguration.Error.WriteLine($"plumb: {note}.");
                    return end;
                }
                catch (Exception exception) when (exception is CheckpointException or ArgumentException)
                {
                    throw new CommandLineException(ExitCode.SomeFailed, exception.Words());
                }
            }
        });
        return command;
    }
}
