using System.Text;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Lora;

/// <summary>The two files of an adapter's folder, as PEFT names them.</summary>
internal static class AdapterFiles
{
    /// <summary>Writes both; each appears whole or not at all.</summary>
    /// <param name="folder">The folder; made when missing.</param>
    /// <param name="config">Layers, ranks and strengths.</param>
    /// <param name="factors">The factors by the names that they have in PEFT's files.</param>
    /// <exception cref="CheckpointException">A file could not be written.</exception>
    public static void Write(string folder, LoraConfig config, IEnumerable<NamedParameter> factors)
    {
        Directory.CreateDirectory(folder);
        var partial = Path.Combine(folder, $".{LoraConfigFile.Name}.{Environment.ProcessId}.partial");
        File.WriteAllText(partial, LoraConfigFile.Text(config), new UTF8Encoding(false));
        File.Move(partial, Path.Combine(folder, LoraConfigFile.Name), overwrite: true);
        // PEFT refuses files that do not say which framework wrote them.
        CheckpointWriter.Write(
            Path.Combine(folder, NetworkAdapter.WeightsName), [.. factors.Select(factor => factor.ToCheckpoint())],
            new Dictionary<string, string> { ["format"] = "pt" });
    }
}
