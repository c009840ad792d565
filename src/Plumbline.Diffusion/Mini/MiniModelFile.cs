using System.Globalization;
using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>A <see cref="MiniModel"/> in one file: weights and, in the header, sizes and words.</summary>
public static class MiniModelFile
{
    private const string Kind = "plumbline.mini-model";
    private const string KindKey = "kind";
    private const string WordsKey = "vocabulary";
    private const string BaseKey = "rotary_base";
    private const string EpipolarKey = "epipolar_depths";

    private static readonly (string Name, Func<Sizes, int> Get, Func<Sizes, int, Sizes> With)[] Fields =
    [
        ("width", sizes => sizes.Denoiser.Width, (sizes, value) =>
            sizes with { Denoiser = sizes.Denoiser with { Width = value } }),
        ("depth", sizes => sizes.Denoiser.Depth, (sizes, value) =>
            sizes with { Denoiser = sizes.Denoiser with { Depth = value } }),
        ("heads", sizes => sizes.Denoiser.HeadCount, (sizes, value) =>
            sizes with { Denoiser = sizes.Denoiser with { HeadCount = value } }),
        ("latent_channels", sizes => sizes.Denoiser.LatentChannels, (sizes, value) =>
            sizes with { Denoiser = sizes.Denoiser with { LatentChannels = value } }),
        ("temporal_stride", sizes => sizes.Denoiser.TemporalStride, (sizes, value) =>
            sizes with { Denoiser = sizes.Denoiser with { TemporalStride = value } }),
        ("patch_size", sizes => sizes.Denoiser.PatchSize, (sizes, value) =>
            sizes with { Denoiser = sizes.Denoiser with { PatchSize = value } }),
        ("text_depth", sizes => sizes.Text.Depth, (sizes, value) =>
            sizes with { Text = sizes.Text with { Depth = value } }),
        ("text_words", sizes => sizes.Text.MaximumWords, (sizes, value) =>
            sizes with { Text = sizes.Text with { MaximumWords = value } }),
    ];

    /// <summary>Writes the model; the file appears whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The safetensors file.</param>
    /// <param name="dtype">Type in which matrices are kept; vectors stay in float32.</param>
    /// <exception cref="CheckpointException">The file could not be written.</exception>
    public static void Save(MiniModel model, string path, DType dtype)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var scope = new TensorScope();
        var tensors = model.Parameters().Select(parameter => parameter with
        {
            Value = parameter.Value.Detach().To(parameter.Value.Rank == 2 ? dtype : DType.Float32),
        });
        var sizes = new Sizes(model.Denoiser.Config, model.Text.Config);
        var metadata = Fields.ToDictionary(
            field => field.Name, field => field.Get(sizes).ToString(CultureInfo.InvariantCulture));
        metadata[KindKey] = Kind;
        metadata[WordsKey] = string.Join(' ', model.Text.Vocabulary.Words);
        metadata[BaseKey] = model.Denoiser.Config.RotaryBase.ToString("R", CultureInfo.InvariantCulture);
        if (model.Denoiser.Config.EpipolarDepths is > 0 and var depths)
            metadata[EpipolarKey] = depths.ToString(CultureInfo.InvariantCulture);
        CheckpointWriter.Write(path, [.. tensors.Select(tensor => tensor.ToCheckpoint())], metadata);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The safetensors file, or a folder that holds it alone.</param>
    /// <param name="precision">The types in which it is kept and computed.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The model, owned by the caller.</returns>
    /// <exception cref="CheckpointException">The file is damaged or holds something else.</exception>
    public static MiniModel Load(string path, Precision precision, Device device)
    {
        using var checkpoint = Checkpoint.Open(path);
        return Read(checkpoint, WeightSource.From(checkpoint), precision, device);
    }

    /// <summary>
    /// Reads a model into one that looks along epipolar lines; where the file's does not, the new one ignores at first
    /// what it sees.
    /// </summary>
    /// <param name="path">The safetensors file, or a folder that holds it alone.</param>
    /// <param name="epipolarDepths">At how many depths the network is to look, at least 2.</param>
    /// <param name="precision">The types in which it is kept and computed.</param>
    /// <param name="generator">Draws the new weights; the model lives on its device.</param>
    /// <returns>A model that predicts what the file's predicts, owned by the caller.</returns>
    /// <exception cref="CheckpointException">The file is damaged or holds something else.</exception>
    public static MiniModel LoadExtended(string path, int epipolarDepths, Precision precision, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        using var checkpoint = Checkpoint.Open(path);
        return Read(
            checkpoint, WeightSource.From(checkpoint, generator, MiniBlock.EpipolarPart), precision, generator.Device,
            epipolarDepths);
    }

    private static MiniModel Read(
        Checkpoint checkpoint, WeightSource source, Precision precision, Device device, int? epipolarDepths = null)
    {
        if (checkpoint.Metadata.GetValueOrDefault(KindKey) != Kind)
            throw new CheckpointException(
                checkpoint.Path,
                $"expected {KindKey} {Kind} in the header, got "
                + $"{checkpoint.Metadata.GetValueOrDefault(KindKey) ?? "none"}. Is this another model?");
        var sizes = Fields.Aggregate(new Sizes(new(), new()), (sizes, field) =>
            int.TryParse(checkpoint.Metadata.GetValueOrDefault(field.Name), CultureInfo.InvariantCulture, out var value)
                ? field.With(sizes, value)
                : throw Missing(checkpoint, field.Name, "a whole number"));
        if (!double.TryParse(
            checkpoint.Metadata.GetValueOrDefault(BaseKey), CultureInfo.InvariantCulture, out var rotaryBase))
            throw Missing(checkpoint, BaseKey, "a number");
        // Models from before there was such attention do not name it.
        if (!int.TryParse(
            checkpoint.Metadata.GetValueOrDefault(EpipolarKey, "0"), CultureInfo.InvariantCulture, out var depths))
            throw Missing(checkpoint, EpipolarKey, "a whole number");
        var words = checkpoint.Metadata.GetValueOrDefault(WordsKey) ?? throw Missing(checkpoint, WordsKey, "words");
        var config = sizes.Denoiser with { RotaryBase = rotaryBase, EpipolarDepths = epipolarDepths ?? depths };
        return Weights.Load(
            source, precision, device, weights => new MiniModel(weights, config, sizes.Text, new(words.Split(' '))));
    }

    private static CheckpointException Missing(Checkpoint checkpoint, string name, string kind) => new(
        checkpoint.Path,
        $"expected {kind} {name} in the header, got {checkpoint.Metadata.GetValueOrDefault(name) ?? "none"}.");

    private sealed record Sizes(MiniDenoiserConfig Denoiser, WordEncoderConfig Text);
}
