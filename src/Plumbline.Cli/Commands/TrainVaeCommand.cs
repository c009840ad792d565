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
        var command = arguments.ToCommand(
            "Trains the autoencoder that turns clips into latents and back.", arguments.From, arguments.Size);
        command.SetAction((parsed, token) =>
        {
            var recipe = arguments.Recipe(parsed, Presets, AutoencoderRecipe.Load);
            return Task.Run(
                () => TrainingSession.Run(parsed, arguments, recipe, clock, sitting => recipe.Train(
                    parsed.GetRequiredValue(arguments.Folder), arguments.Start(parsed), sitting,
                    parsed.GetValue(arguments.From),
                    token)),
                CancellationToken.None);
        });
        return command;
    }
}
