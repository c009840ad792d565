using System.CommandLine;
using Plumbline.Alignment.Runs;
using Plumbline.Cli.Generating;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Commands;

/// <summary>
/// <c>plumb merge</c>: a model with adapters made part of it, or several adapters made one.
/// </summary>
internal static class MergeCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var model = new Option<string?>("--model")
        {
            Description = "Model that the adapters are for. [default: the committed one]",
            HelpName = "FOLDER|FILE",
        };
        var lora = new Option<string[]>("--lora")
        {
            Description = "Adapter, such as the folder of plumb train dpo; once for each of several.",
            HelpName = "FOLDER",
            Required = true,
        };
        var weight = new Option<double[]>("--lora-weight")
        {
            Description =
                "Factor on the trained strength, one for all adapters, or once for each in their order. [default: 1]",
            HelpName = "N",
        };
        var output = new Option<string>("--out", "-o")
        {
            Description = "Model to write, .safetensors; or the folder of an adapter that is the sum of all.",
            HelpName = "FILE|FOLDER",
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
            "merge", "Adds adapters to a model for good, as a model file that every command takes, or to each other.")
        {
            model, lora, weight, output, precision,
        };
        command.SetAction(parsed =>
        {
            var adapters = Weighted(parsed.GetRequiredValue(lora), parsed.GetValue(weight) ?? []);
            var to = parsed.GetRequiredValue(output);
            var type = parsed.GetValue(precision) == "float16" ? DType.Float16 : DType.Float32;
            try
            {
                if (Path.GetExtension(to) == ".safetensors")
                    Merge(
                        ModelFiles.FindModel("--model", parsed.GetValue(model), AppContext.BaseDirectory), adapters, to,
                        type, parsed.InvocationConfiguration.Error);
                else
                    Sum(adapters, to, type);
            }
            catch (Exception exception) when (exception is CheckpointException or MediaException)
            {
                throw new CommandLineException(ExitCode.SomeFailed, exception.Message);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new CommandLineException(
                    ExitCode.SomeFailed,
                    $"--out {to}: expected a folder to write, or a name that ends in .safetensors, got: "
                    + exception.Message);
            }

            parsed.InvocationConfiguration.Output.WriteLine(to);
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static (string Folder, double Weight)[] Weighted(string[] adapters, double[] weights) =>
        weights.Length is 0 or 1 || weights.Length == adapters.Length
            ? [.. adapters.Select((folder, i) => (folder, weights.Length == 0 ? 1 : weights[i % weights.Length]))]
            : throw new CommandLineException(
                ExitCode.BadUsage,
                $"--lora-weight: expected one for all adapters or one for each of {adapters.Length}, got "
                + $"{weights.Length}. Name it once for each --lora.");

    private static void Sum((string Folder, double Weight)[] adapters, string output, DType type)
    {
        if (adapters.Any(adapter => Path.GetFullPath(adapter.Folder) == Path.GetFullPath(output)))
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--out {output}: expected a folder that leaves the adapters alone, got one of them. "
                + "Choose another name.");
        AdapterSum.Write(adapters, output, type);
    }

    private static void Merge(
        string modelFile, (string Folder, double Weight)[] adapters, string output, DType dtype, TextWriter error)
    {
        if (Path.GetFullPath(output) == Path.GetFullPath(modelFile))
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--out {output}: expected a file that leaves the model alone, got the model itself. "
                + "Choose another name.");
        ScoreCommand.RequireWritable(output);
        using var model = MiniModelFile.Load(modelFile, Precision.Float32, Device.Cpu);
        BaseModel.RequireFinite(modelFile, model);
        foreach (var (folder, weight) in adapters)
        {
            var adapter = NetworkAdapter.Load(model.Denoiser, folder);
            if (LoadedModel.NoteOf(adapter.Config, ContentHash.Sha256(modelFile)) is { } note)
                error.WriteLine($"plumb: {note}.");
            adapter.Weight = weight;
            adapter.Merge();
        }

        MiniModelFile.Save(model, output, dtype);
    }
}
