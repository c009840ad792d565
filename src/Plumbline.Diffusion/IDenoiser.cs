using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Diffusion;

/// <summary>A network that predicts, from noised latents and a time, what leads back to clean ones.</summary>
public interface IDenoiser
{
    /// <summary>What the network predicts.</summary>
    PredictionKind Prediction { get; }

    /// <summary>Channels of the latents, C.</summary>
    int LatentChannels { get; }

    /// <summary>Height and width of the latents must be multiples of it.</summary>
    int PatchSize { get; }

    /// <summary>Predicts for a batch.</summary>
    /// <param name="noised">Noised latents, [B, C, f, h, w].</param>
    /// <param name="times">From 0 (clean) to 1000 (noise), [B].</param>
    /// <param name="conditioning">Prompts, known frames and cameras of the same batch.</param>
    /// <param name="tape">
    /// Given for a training step that is to trade time for memory; the loss then goes through its backward pass.
    /// </param>
    /// <returns>The prediction in the normalisation type, float32 as a rule, [B, C, f, h, w].</returns>
    Tensor Predict(Tensor noised, Tensor times, Conditioning conditioning, BlockTape? tape = null);

    /// <summary>Begins predictions that differ in nothing but whether an adapter is on.</summary>
    /// <param name="noised">Noised latents, [B, C, f, h, w].</param>
    /// <param name="times">From 0 (clean) to 1000 (noise), [B].</param>
    /// <param name="conditioning">Prompts, known frames and cameras of the same batch.</param>
    /// <returns>
    /// Computes the rest, as often as it is called, with or without a tape: bit for bit what <see cref="Predict"/>
    /// gives, in values and in gradients of weights. What is kept for it belongs to the caller's scope.
    /// </returns>
    /// <remarks>
    /// A network that can computes once, without recording, whatever stands before the first layer that has an adapter
    /// or learns; one that does not say how computes whole predictions. No gradient reaches the inputs.
    /// </remarks>
    Func<BlockTape?, Tensor> Begin(Tensor noised, Tensor times, Conditioning conditioning) =>
        tape => Predict(noised, times, conditioning, tape);
}
