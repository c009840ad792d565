using System.CommandLine;
using Plumbline.Alignment.Training;
using Plumbline.Cli.Terminal;
using Plumbline.Tensors;
using Plumbline.Tensors.Distributed;

namespace Plumbline.Cli.Commands;

/// <summary>
/// One sitting of a training run, alone or as one of several processes: shows how it goes, and says how to go on when
/// it ended early.
/// </summary>
internal static class TrainingSession
{
    /// <summary>Trains.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="arguments">Its options.</param>
    /// <param name="recipe">What is trained.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="train">Does it.</param>
    /// <param name="product">The file in the folder that the run is for.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        ParseResult parsed, TrainArguments arguments, TrainingRecipe recipe, TimeProvider clock,
        Func<TrainingSitting, TrainingEnd> train, string product = "model.safetensors")
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var folder = parsed.GetRequiredValue(arguments.Folder);
        var place = ProcessPlace.FromEnvironment();
        // libtorch counts fewer processors than there are on some virtual machines.
        EngineUse.Threads(Math.Max(1, Environment.ProcessorCount / (place?.LocalWorldSize ?? 1)));
        using var processes = place is { WorldSize: > 1 }
            ? ProcessGroup.Join(
                place, new() { NetworkInterface = Environment.GetEnvironmentVariable("GLOO_SOCKET_IFNAME") })
            : null;
        var isLead = place is null or { Rank: 0 };
        var engine = isLead ? EngineReport.Measure().Engine : null;
        var ceiling = recipe.Compute == DType.BFloat16
            ? engine?.BFloat16GigaflopsPerSecond
            : engine?.Float32GigaflopsPerSecond;
        TrainingEnd end;
        using (var line = new TrainingLine(error, !Console.IsErrorRedirected, ceiling ?? 0, clock))
            end = train(new(clock) { TimeLimit = arguments.TimeLimit(parsed), Progress = line, Processes = processes });
        processes?.Leave();
        var model = Path.Combine(folder, product);
        if (isLead && File.Exists(model))
            output.WriteLine(model);
        if (isLead && end == TrainingEnd.Converged)
            error.WriteLine("plumb: ended early; held-out clips did not get better any more.");
        if (isLead && end is TrainingEnd.Stopped or TrainingEnd.TimeSpent)
            error.WriteLine(
                $"plumb: {(end == TrainingEnd.Stopped ? "stopped" : "time is up")}; go on with: plumb train {parsed.CommandResult.Command.Name} --out {folder} --resume");
        return (int)(end == TrainingEnd.Stopped ? ExitCode.Cancelled : ExitCode.Success);
    }
}
