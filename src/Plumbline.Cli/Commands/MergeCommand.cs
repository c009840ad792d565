using System.CommandLine;
using Plumbline.Alignment.Runs;
using Plumbline.Cli.Generating;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb merge</c>: a model with an adapter made part of it.</summary>
internal static class MergeCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var model = new Option<string?>("--model")
        {
            Description = "Model that the adapter is for. [default: the committed one]",
            HelpName = "FOLDER|FILE",
        };
        var lora = new Option<string>("--lora")
        {
            Description = "Adapter, such as the folder of plumb train dpo.",
            HelpName = "FOLDER",
            Required = true,
        };
        var weight = NumberOption.Of("--lora-weight", 1.0, "Factor on the adapter's trained strength.");
        var output = new Option<string>("--out", "-o")
        {
            Description = "Model to write, .safetensors.",
            HelpName = "FILE",
            Required = true,
        };
        var precision = new Option<string>("--precision")
        {
            Description = "float32 keeps the sum exact, float16 halves the file.",
            HelpName = "TYPE",
            DefaultValueFactory = _ => "float32",
        };
        precision.AcceptOnlyFromAmong("float32", "float16");
        var command = new Command(
            "merge", "Adds an adapter to a model for good, as a model file that every command takes.")
        {
            model, lora, weight, output, precision,
        };
        command.SetAction(parsed => Run(
            ModelFiles.FindModel("--model", parsed.GetValue(model), AppContext.BaseDirectory),
            parsed.GetRequiredValue(lora),
            parsed.GetValue(weight), parsed.GetRequiredValue(output),
            parsed.GetValue(precision) == "float16" ? DType.Float16 : DType.Float32, parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(
        string modelFile, string lora, double weight, string output, DType dtype, InvocationConfiguration console)
    {
        if (Path.GetFullPath(output) == Path.GetFullPath(modelFile))
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--out {output}: expected a file that leaves the model alone, got the model itself. "
                + "Choose another name.");
        ScoreCommand.RequireWritable(output);
        try
        {
            using var model = MiniModelFile.Load(modelFile, Precision.Float32, Device.Cpu);
            BaseModel.RequireFinite(modelFile, model);
            var adapter = NetworkAdapter.Load(model.Denoiser, lora);
            if (LoadedModel.NoteOf(adapter.Config, ContentHash.Sha256(modelFile)) is { } note)
                console.Error.WriteLine($"plumb: {note}.");
            adapter.Weight = weight;
            adapter.Merge();
            MiniModelFile.Save(model, output, dtype);
        }
        catch (Exception exception) when (exception is CheckpointException or MediaException)
        {
            throw new CommandLineException(ExitCode.SomeFailed, exception.Message);
        }

        console.Output.WriteLine(output);
        return (int)ExitCode.Success;
    }
}
