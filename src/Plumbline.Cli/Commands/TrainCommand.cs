using System.CommandLine;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb train</c>: the networks of this repository, and adapters on them.</summary>
internal static class TrainCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <returns>The command.</returns>
    public static Command Create(TimeProvider clock) =>
        new("train",
            "Trains a network on rendered worlds, or an adapter on pairs of clips; "
            + "a run can be stopped and resumed at any time.")
        {
            TrainVaeCommand.Create(clock),
            TrainBaseCommand.Create(clock),
            TrainDpoCommand.Create(clock),
        };
}
