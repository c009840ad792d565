using System.Globalization;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Evaluation;

/// <summary>A <see cref="WorldClassifier"/> in one file: weights and, in the header, its sizes.</summary>
public static class WorldClassifierFile
{
    private const string Kind = "plumbline.world-classifier";
    private const string KindKey = "kind";

    private static readonly (
        string Name, Func<WorldClassifierConfig, int> Get,
        Func<WorldClassifierConfig, int, WorldClassifierConfig> With)[] Sizes =
    [
        ("outer_width", config => config.OuterWidth, (config, size) => config with { OuterWidth = size }),
        ("inner_width", config => config.InnerWidth, (config, size) => config with { InnerWidth = size }),
        ("outer_blocks", config => config.OuterBlocks, (config, size) => config with { OuterBlocks = size }),
        ("inner_blocks", config => config.InnerBlocks, (config, size) => config with { InnerBlocks = size }),
    ];

    /// <summary>Writes the network; the file appears whole or not at all.</summary>
    /// <param name="classifier">The network.</param>
    /// <param name="path">The safetensors file.</param>
    /// <param name="dtype">Type in which kernels are kept; vectors and the last matrix stay in float32.</param>
    /// <exception cref="CheckpointException">The file could not be written.</exception>
    public static void Save(WorldClassifier classifier, string path, DType dtype)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        using var scope = new TensorScope();
        var tensors = classifier.Parameters().Select(parameter => parameter with
        {
            Value = parameter.Value.Detach().To(parameter.Value.Rank == 5 ? dtype : DType.Float32),
        });
        var metadata = Sizes.ToDictionary(
            size => size.Name, size => size.Get(classifier.Config).ToString(CultureInfo.InvariantCulture));
        metadata[KindKey] = Kind;
        CheckpointWriter.Write(path, [.. tensors.Select(tensor => tensor.ToCheckpoint())], metadata);
    }

    /// <summary>Reads a network.</summary>
    /// <param name="path">The safetensors file, or a folder that holds it alone.</param>
    /// <param name="precision">The types in which it is kept and computed.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The network, owned by the caller.</returns>
    /// <exception cref="CheckpointException">The file is damaged or holds something else.</exception>
    public static WorldClassifier Load(string path, Precision precision, Device device)
    {
        using var checkpoint = Checkpoint.Open(path);
        if (checkpoint.Metadata.GetValueOrDefault(KindKey) != Kind)
            throw new CheckpointException(
                checkpoint.Path,
                    $"expected {KindKey} {Kind} in the header, got "
                    + $"{checkpoint.Metadata.GetValueOrDefault(KindKey) ?? "none"}. Is this another model?");
        var config = Sizes.Aggregate(WorldClassifierConfig.Standard, (config, size) =>
            int.TryParse(checkpoint.Metadata.GetValueOrDefault(size.Name), CultureInfo.InvariantCulture, out var value)
                ? size.With(config, value)
                : throw new CheckpointException(
                    checkpoint.Path,
                    $"expected a whole number {size.Name} in the header, got "
                    + $"{checkpoint.Metadata.GetValueOrDefault(size.Name) ?? "none"}."));
        return Weights.Load(
            WeightSource.From(checkpoint), precision, device, weights => new WorldClassifier(weights, config));
    }
}
