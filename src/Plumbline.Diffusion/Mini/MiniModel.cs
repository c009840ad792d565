using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>Plumbline's own denoiser and the word encoder that was trained with it.</summary>
public sealed class MiniModel : Module
{
    /// <summary>Asks for every weight: <c>text</c> and <c>denoiser</c>.</summary>
    /// <param name="weights">The weights at this module's path.</param>
    /// <param name="config">Sizes of the denoiser; the word encoder has its width and heads.</param>
    /// <param name="text">Sizes of the word encoder; width and heads are taken from the denoiser.</param>
    /// <param name="vocabulary">The words.</param>
    public MiniModel(Weights weights, MiniDenoiserConfig config, WordEncoderConfig text, Vocabulary vocabulary)
        : base(weights?.Precision!)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(text);
        Text = OwnPart("text", new WordEncoder(
            weights!.At("text"), text with { Width = config.Width, HeadCount = config.HeadCount }, vocabulary));
        Denoiser = OwnPart("denoiser", new MiniDenoiser(weights.At("denoiser"), config));
    }

    /// <summary>Reads prompts.</summary>
    public WordEncoder Text { get; }

    /// <summary>Predicts the flow.</summary>
    public MiniDenoiser Denoiser { get; }

    /// <summary>Makes a model with fresh weights.</summary>
    /// <param name="config">Sizes of the denoiser.</param>
    /// <param name="vocabulary">The words.</param>
    /// <param name="precision">The types in which it is kept and computed.</param>
    /// <param name="generator">Draws the weights; the model lives on its device.</param>
    /// <returns>The model, owned by the caller.</returns>
    public static MiniModel Fresh(
        MiniDenoiserConfig config, Vocabulary vocabulary, Precision precision, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return Weights.Load(
            WeightSource.Fresh(generator), precision, generator.Device,
            weights => new MiniModel(weights, config, new(), vocabulary));
    }
}
