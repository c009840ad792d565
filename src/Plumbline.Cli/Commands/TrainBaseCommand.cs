using System.CommandLine;
using Plumbline.Alignment.Training;
using Plumbline.Cli.Terminal;
using Plumbline.Tensors;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb train base</c>: the miniature's denoiser and word encoder.</summary>
internal static class TrainBaseCommand
{
    private const string Smoke = "smoke";

    private static readonly Dictionary<string, BaseRecipe> Presets = new()
    {
        [Smoke] = BaseRecipe.Smoke,
        ["small"] = BaseRecipe.Small,
        ["full"] = BaseRecipe.Full,
    };

    /// <summary>Builds the command.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <returns>The command.</returns>
    public static Command Create(TimeProvider clock)
    {
        var preset = new Option<string>("--preset")
        {
            Description = "smoke (seconds), small (64×64) or full (128×128). [default: full]",
            HelpName = "NAME",
            DefaultValueFactory = _ => "full",
        };
        preset.AcceptOnlyFromAmong([.. Presets.Keys]);
        var folder = new Option<string>("--out", "-o")
        {
            Description = "Folder of the run; made when missing. [default: plumbline-base]",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => "plumbline-base",
        };
        var autoencoder = new Option<FileInfo>("--vae")
        {
            Description = "The trained autoencoder, model.safetensors of plumb train vae; the smoke preset trains its own.",
            HelpName = "FILE",
        };
        autoencoder.AcceptExistingOnly();
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on where the folder's run was saved, by its own recipe; only --steps may be changed.",
        };
        var steps = TrainVaeCommand.Number("--steps", "Steps until the learning rate has fallen.", 1);
        var batch = TrainVaeCommand.Number("--batch", "Clips per step.", 1);
        var seed = TrainVaeCommand.Number("--seed", "Names every random number of the run.", 0);
        var time = TrainVaeCommand.Time();
        var command = new Command("base", "Trains the denoiser that makes clips of words, first frames and camera paths.")
        {
            preset, folder, autoencoder, resume, steps, batch, seed, time,
        };
        command.Validators.Add(result =>
        {
            var isResumed = result.GetValue(resume);
            if (isResumed && ((Option[])[preset, autoencoder, batch, seed]).Any(option => result.GetResult(option) is { Implicit: false }))
                result.AddError("--resume: expected the recipe of the saved run, got options that would change it. Leave out --preset, --vae, --batch and --seed.");
            if (!isResumed && result.GetResult(autoencoder) is null && result.GetValue(preset) != Smoke)
                result.AddError("--vae: expected a trained autoencoder, got none. Train one with plumb train vae.");
        });
        command.SetAction((parsed, token) =>
        {
            var target = parsed.GetRequiredValue(folder);
            var start = parsed.GetValue(resume) ? TrainingStart.Resumed : TrainingStart.Fresh;
            var recipe = start == TrainingStart.Resumed
                ? BaseRecipe.Load(target)
                : Adapted(Presets[parsed.GetRequiredValue(preset)], parsed.GetValue(batch), parsed.GetValue(seed));
            if (parsed.GetValue(steps) is { } count)
                recipe = recipe with { Training = recipe.Training with { Steps = count, WarmupSteps = Math.Min(recipe.Training.WarmupSteps, count - 1) } };
            return Task.Run(
                () => Train(recipe, target, parsed.GetValue(autoencoder)?.FullName, start, parsed, TrainVaeCommand.TimeOf(parsed.GetValue(time)), clock, token),
                CancellationToken.None);
        });
        return command;
    }

    private static int Train(
        BaseRecipe recipe, string folder, string? autoencoder, TrainingStart start, ParseResult parsed,
        TimeSpan? timeLimit, TimeProvider clock, CancellationToken token)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        // libtorch counts fewer processors than there are on some virtual machines.
        EngineThreads.Use(Environment.ProcessorCount);
        var engine = EngineReport.Measure().Engine;
        var ceiling = recipe.Compute == DType.BFloat16 ? engine?.BFloat16GigaflopsPerSecond : engine?.Float32GigaflopsPerSecond;
        TrainingEnd end;
        using (var line = new TrainingLine(error, !Console.IsErrorRedirected, ceiling ?? 0, clock))
        {
            // Only the smoke preset comes here without one: a tiny autoencoder is part of the path that it tries.
            if (start == TrainingStart.Fresh && autoencoder is null)
            {
                var vae = Path.Combine(folder, "vae");
                AutoencoderRecipe.Smoke.Train(vae, TrainingStart.Fresh, clock, timeLimit, line, token: token);
                autoencoder = Path.Combine(vae, "model.safetensors");
            }

            var encoding = new EncodingLine(error, !Console.IsErrorRedirected, recipe.WorldCount);
            end = recipe.Train(folder, autoencoder, start, clock, timeLimit, line, encoding, token);
        }

        output.WriteLine(Path.Combine(folder, "model.safetensors"));
        if (end != TrainingEnd.Finished)
            error.WriteLine($"plumb: {(end == TrainingEnd.Stopped ? "stopped" : "time is up")}; go on with: plumb train base --out {folder} --resume");
        return (int)(end == TrainingEnd.Stopped ? ExitCode.Cancelled : ExitCode.Success);
    }

    private static BaseRecipe Adapted(BaseRecipe recipe, int? batch, int? seed) => recipe with
    {
        Training = recipe.Training with
        {
            BatchSize = batch ?? recipe.Training.BatchSize,
            Seed = (ulong)(seed ?? (long)recipe.Training.Seed),
        },
    };
}
