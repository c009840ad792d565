using System.CommandLine;
using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Training;
using Plumbline.Cli.Terminal;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb train base</c>: the miniature's denoiser and word encoder.</summary>
internal static class TrainBaseCommand
{
    private static readonly Dictionary<string, BaseRecipe> Presets = new()
    {
        ["smoke"] = BaseRecipe.Smoke,
        ["small"] = BaseRecipe.Small,
        ["full"] = BaseRecipe.Full,
    };

    /// <summary>Builds the command.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <returns>The command.</returns>
    public static Command Create(TimeProvider clock)
    {
        var arguments = new TrainArguments("base", "smoke (seconds), small (64×64) or full (128×128).", Presets.Keys);
        var autoencoder = new Option<FileInfo>("--vae")
        {
            Description =
                "The trained autoencoder, model.safetensors of plumb train vae; the smoke preset trains its own.",
            HelpName = "FILE",
        };
        autoencoder.AcceptExistingOnly();
        var recompute = new Option<bool>("--recompute")
        {
            Description = "Run each block again in the backward pass: less memory, more time.",
        };
        var epipolar = NumberOption.Optional(
            "--epipolar-depths",
            "At how many depths every token looks for its content in the first frame, such as 8. [default: 0, not at all]",
            0);
        epipolar.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "1" }])
                result.AddError("--epipolar-depths: expected 0 or at least 2, got 1.");
        });
        var worlds = NumberOption.Optional(
            "--worlds", "Rendered worlds to learn from, each again and again. [default: 16384; smoke 32]", 1);
        var (rate, shift) = (TrainArguments.NewLearningRate(), TrainArguments.NewTimeShift());
        var command = arguments.ToCommand(
            "Trains the denoiser that makes clips of words, first frames and camera paths.",
            arguments.From, arguments.Size, worlds, rate, shift, epipolar, autoencoder, recompute);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(arguments.Resume) && result.GetResult(autoencoder) is null
                && result.GetValue(arguments.Preset) is { } name
                && Presets.TryGetValue(name, out var preset) && preset.Autoencoder is null)
                result.AddError("--vae: expected a trained autoencoder, got none. Train one with plumb train vae.");
        });
        command.SetAction((parsed, token) =>
        {
            var recipe = arguments.Recipe(parsed, Presets, BaseRecipe.Load);
            if (parsed.GetValue(epipolar) is { } depths)
                recipe = recipe with { Network = recipe.Network with { EpipolarDepths = depths } };
            if (parsed.GetValue(worlds) is { } count)
                recipe = recipe with { WorldCount = count };
            if (parsed.GetValue(rate) is { } highest)
                recipe = recipe with { Training = recipe.Training.AtRate(highest) };
            if (parsed.GetValue(shift) is { } towardsNoise)
                recipe = recipe with { Task = recipe.Task with { Objective = Shifted(recipe, towardsNoise) } };
            if (parsed.GetValue(recompute))
                recipe = recipe with { Task = recipe.Task with { Activations = ActivationUse.Recomputed } };
            // As many processes must fit the steps of the autoencoder that comes first.
            if (recipe.Autoencoder is { } own)
                recipe = recipe with
                {
                    Autoencoder = own with
                    {
                        Compute = recipe.Compute,
                        Training = own.Training with { Accumulation = recipe.Training.Accumulation },
                    },
                };
            return Task.Run(
                () => TrainingSession.Run(parsed, arguments, recipe, clock, sitting => recipe.Train(
                    parsed.GetRequiredValue(arguments.Folder), parsed.GetValue(autoencoder)?.FullName,
                    arguments.Start(parsed),
                    sitting with { Encoding = EncodingOf(parsed, recipe) }, parsed.GetValue(arguments.From), token)),
                CancellationToken.None);
        });
        return command;
    }

    private static FlowMatchingOptions Shifted(BaseRecipe recipe, double shift) =>
        recipe.Task.Objective with { Flow = recipe.Task.Objective.Flow with { Shift = shift } };

    private static EncodingLine EncodingOf(ParseResult parsed, BaseRecipe recipe) =>
        new(parsed.InvocationConfiguration.Error, !Console.IsErrorRedirected, recipe.WorldCount);
}
