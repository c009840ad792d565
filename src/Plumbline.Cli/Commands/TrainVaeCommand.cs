using System.CommandLine;
using System.Globalization;
using Plumbline.Alignment.Training;
using Plumbline.Cli.Terminal;
using Plumbline.Tensors;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb train vae</c>: the miniature's autoencoder.</summary>
internal static class TrainVaeCommand
{
    private static readonly Dictionary<string, AutoencoderRecipe> Presets = new()
    {
        ["smoke"] = AutoencoderRecipe.Smoke,
        ["small"] = AutoencoderRecipe.Small,
        ["full"] = AutoencoderRecipe.Full,
        ["decoder"] = AutoencoderRecipe.Decoder,
    };

    /// <summary>Builds the command.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <returns>The command.</returns>
    public static Command Create(TimeProvider clock)
    {
        var preset = new Option<string>("--preset")
        {
            Description = "smoke (seconds), small (64×64), full (128×128) or decoder (128×128, of a finished model). [default: full]",
            HelpName = "NAME",
            DefaultValueFactory = _ => "full",
        };
        preset.AcceptOnlyFromAmong([.. Presets.Keys]);
        var folder = new Option<string>("--out", "-o")
        {
            Description = "Folder of the run; made when missing. [default: plumbline-vae]",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => "plumbline-vae",
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on where the folder's run was saved, by its own recipe; only --steps may be changed.",
        };
        var from = new Option<string?>("--from")
        {
            Description = "An exported model whose weights a new run begins with.",
            HelpName = "FILE",
        };
        var steps = Number("--steps", "Steps until the learning rate has fallen.", 1);
        var batch = Number("--batch", "Clips per step.", 1);
        var size = Number("--size", "Width and height of the clips in pixels, a multiple of 16.", 16);
        var seed = Number("--seed", "Names every random number of the run.", 0);
        var time = Time();
        var command = new Command("vae", "Trains the autoencoder that turns clips into latents and back.")
        {
            preset, folder, resume, from, steps, batch, size, seed, time,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(resume) && ((Option[])[preset, from, batch, size, seed]).Any(option => result.GetResult(option) is { Implicit: false }))
                result.AddError("--resume: expected the recipe of the saved run, got options that would change it. Leave out --preset, --from, --batch, --size and --seed.");
            if (result.GetValue(size) is { } edge && edge % 16 != 0)
                result.AddError($"--size: expected a multiple of 16, got {edge}.");
        });
        command.SetAction((parsed, token) =>
        {
            var target = parsed.GetRequiredValue(folder);
            var start = parsed.GetValue(resume) ? TrainingStart.Resumed : TrainingStart.Fresh;
            var recipe = start == TrainingStart.Resumed
                ? AutoencoderRecipe.Load(target)
                : Adapted(Presets[parsed.GetRequiredValue(preset)], parsed.GetValue(batch), parsed.GetValue(size), parsed.GetValue(seed));
            if (parsed.GetValue(steps) is { } count)
                recipe = recipe with { Training = recipe.Training with { Steps = count, WarmupSteps = Math.Min(recipe.Training.WarmupSteps, count - 1) } };
            return Task.Run(() => Train(recipe, target, start, parsed, TimeOf(parsed.GetValue(time)), parsed.GetValue(from), clock, token), CancellationToken.None);
        });
        return command;
    }

    private static int Train(
        AutoencoderRecipe recipe, string folder, TrainingStart start, ParseResult parsed, TimeSpan? timeLimit,
        string? beginning, TimeProvider clock, CancellationToken token)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        // libtorch counts fewer processors than there are on some virtual machines.
        EngineThreads.Use(Environment.ProcessorCount);
        var engine = EngineReport.Measure().Engine;
        var ceiling = recipe.Compute == DType.BFloat16 ? engine?.BFloat16GigaflopsPerSecond : engine?.Float32GigaflopsPerSecond;
        TrainingEnd end;
        using (var line = new TrainingLine(error, !Console.IsErrorRedirected, ceiling ?? 0, clock))
            end = recipe.Train(folder, start, clock, timeLimit, line, beginning, token);
        output.WriteLine(Path.Combine(folder, "model.safetensors"));
        if (end != TrainingEnd.Finished)
            error.WriteLine($"plumb: {(end == TrainingEnd.Stopped ? "stopped" : "time is up")}; go on with: plumb train vae --out {folder} --resume");
        return (int)(end == TrainingEnd.Stopped ? ExitCode.Cancelled : ExitCode.Success);
    }

    private static AutoencoderRecipe Adapted(AutoencoderRecipe recipe, int? batch, int? size, int? seed) => recipe with
    {
        Size = size ?? recipe.Size,
        Training = recipe.Training with
        {
            BatchSize = batch ?? recipe.Training.BatchSize,
            Seed = (ulong)(seed ?? (long)recipe.Training.Seed),
        },
    };

    /// <summary>An option for a whole number.</summary>
    internal static Option<int?> Number(string name, string description, int least)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && value < least)
                result.AddError($"{name}: expected at least {least}, got {value}.");
        });
        return option;
    }

    /// <summary>The option that ends a run after a time.</summary>
    internal static Option<string?> Time()
    {
        var time = new Option<string?>("--time")
        {
            Description = "Stop after this time, such as 45s, 60m or 8h; the run can be resumed.",
            HelpName = "TIME",
        };
        time.Validators.Add(result =>
        {
            if (result.Tokens.SingleOrDefault()?.Value is { } text && TimeOf(text) is null)
                result.AddError($"--time: expected a time above 0 such as 45s, 60m or 8h, got {text}.");
        });
        return time;
    }

    /// <summary>Reads a time such as 45s, 60m or 8h; absent when it is none.</summary>
    internal static TimeSpan? TimeOf(string? text)
    {
        if (text is null || text.Length < 2
            || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || !(amount > 0))
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(amount),
            'm' => TimeSpan.FromMinutes(amount),
            'h' => TimeSpan.FromHours(amount),
            _ => null,
        };
    }
}
