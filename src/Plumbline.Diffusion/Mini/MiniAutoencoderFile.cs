using System.Globalization;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>
/// A <see cref="MiniAutoencoder"/> in one file: weights, latent statistics and, in the header, its sizes.
/// </summary>
public static class MiniAutoencoderFile
{
    private const string Kind = "plumbline.mini-autoencoder";
    private const string KindKey = "kind";

    private static readonly (
        string Name, Func<MiniAutoencoderConfig, int> Get,
        Func<MiniAutoencoderConfig, int, MiniAutoencoderConfig> With)[] Sizes =
    [
        ("latent_channels", config => config.LatentChannels, (config, size) => config with { LatentChannels = size }),
        ("outer_width", config => config.OuterWidth, (config, size) => config with { OuterWidth = size }),
        ("inner_width", config => config.InnerWidth, (config, size) => config with { InnerWidth = size }),
        ("encoder_outer_blocks", config => config.EncoderOuterBlocks, (config, size) =>
            config with { EncoderOuterBlocks = size }),
        ("encoder_inner_blocks", config => config.EncoderInnerBlocks, (config, size) =>
            config with { EncoderInnerBlocks = size }),
        ("decoder_inner_blocks", config => config.DecoderInnerBlocks, (config, size) =>
            config with { DecoderInnerBlocks = size }),
        ("decoder_outer_blocks", config => config.DecoderOuterBlocks, (config, size) =>
            config with { DecoderOuterBlocks = size }),
    ];

    /// <summary>Writes the autoencoder; the file appears whole or not at all.</summary>
    /// <param name="autoencoder">The autoencoder.</param>
    /// <param name="path">The safetensors file.</param>
    /// <param name="dtype">Type in which convolutions are kept; the latent statistics stay in float32.</param>
    /// <exception cref="CheckpointException">The file could not be written.</exception>
    public static void Save(MiniAutoencoder autoencoder, string path, DType dtype)
    {
        ArgumentNullException.ThrowIfNull(autoencoder);
        using var scope = new TensorScope();
        var tensors = autoencoder.Parameters().Select(parameter => parameter with
        {
            Value = parameter.Value.Detach().To(parameter.Value.Rank == 5 ? dtype : DType.Float32),
        });
        var metadata = Sizes.ToDictionary(
            size => size.Name, size => size.Get(autoencoder.Config).ToString(CultureInfo.InvariantCulture));
        metadata[KindKey] = Kind;
        CheckpointWriter.Write(path, [.. tensors.Select(tensor => tensor.ToCheckpoint())], metadata);
    }

    /// <summary>Reads an autoencoder.</summary>
    /// <param name="path">The safetensors file, or a folder that holds it alone.</param>
    /// <param name="precision">The types in which it is kept and computed.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The autoencoder, owned by the caller.</returns>
    /// <exception cref="CheckpointException">The file is damaged or holds something else.</exception>
    public static MiniAutoencoder Load(string path, Precision precision, Device device)
    {
        using var checkpoint = Checkpoint.Open(path);
        if (checkpoint.Metadata.GetValueOrDefault(KindKey) != Kind)
            throw new CheckpointException(
                checkpoint.Path,
                    $"expected {KindKey} {Kind} in the header, got "
                    + $"{checkpoint.Metadata.GetValueOrDefault(KindKey) ?? "none"}. Is this another model?");
        var config = Sizes.Aggregate(MiniAutoencoderConfig.Standard, (config, size) =>
            int.TryParse(checkpoint.Metadata.GetValueOrDefault(size.Name), CultureInfo.InvariantCulture, out var value)
                ? size.With(config, value)
                : throw new CheckpointException(
                    checkpoint.Path,
                    $"expected a whole number {size.Name} in the header, got "
                    + $"{checkpoint.Metadata.GetValueOrDefault(size.Name) ?? "none"}."));
        return Weights.Load(
            WeightSource.From(checkpoint), precision, device, weights => new MiniAutoencoder(weights, config));
    }
}
