using System.CommandLine;
using Plumbline.Alignment.Training;

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
        var arguments = new TrainArguments(
            "vae", "smoke (seconds), small (64×64), full (128×128) or decoder (128×128, of a finished model).",
            Presets.Keys);
        var from = new Option<string?>("--from")
        {
            Description = "An exported model whose weights a new run begins with.",
            HelpName = "FILE",
        };
        var size = TrainArguments.Number("--size", "Width and height of the clips in pixels, a multiple of 16.", 16);
        var command = arguments.ToCommand("Trains the autoencoder that turns clips into latents and back.", from, size);
        command.Validators.Add(result =>
        {
            if (result.GetValue(size) is { } edge && edge % 16 != 0)
                result.AddError($"--size: expected a multiple of 16, got {edge}.");
        });
        command.SetAction((parsed, token) =>
        {
            var recipe = arguments.Recipe(parsed, Presets, AutoencoderRecipe.Load);
            if (parsed.GetValue(size) is { } edge)
                recipe = recipe with { Size = edge };
            return Task.Run(
                () => TrainingSession.Run(parsed, arguments, recipe, clock, sitting => recipe.Train(
                    parsed.GetRequiredValue(arguments.Folder), arguments.Start(parsed), sitting, parsed.GetValue(from),
                    token)),
                CancellationToken.None);
        });
        return command;
    }
}
