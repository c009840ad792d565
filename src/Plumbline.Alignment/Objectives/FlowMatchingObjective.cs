using Plumbline.Diffusion;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Alignment.Objectives;

/// <summary>Teaches a denoiser the flow from noise to clips.</summary>
/// <remarks>
/// Lipman et al. 2022, arXiv:2210.02747, eq. 23, on straight paths; conditions are left out at random so that one
/// network serves text-to-video, image-to-video and guidance (Ho &amp; Salimans 2022, arXiv:2207.12598). Known frames
/// do not count: a sampler never asks the network for them.
/// </remarks>
public sealed class FlowMatchingObjective
{
    private readonly IDenoiser _denoiser;
    private readonly ITextEncoder _text;
    private readonly FlowMatchingOptions _options;

    /// <summary>Chooses what is trained.</summary>
    /// <param name="denoiser">The denoiser; it must predict the flow.</param>
    /// <param name="text">Reads the prompts; trained too where its weights record gradients.</param>
    /// <param name="options">Times and conditions.</param>
    /// <exception cref="ArgumentException">The denoiser predicts something else.</exception>
    public FlowMatchingObjective(IDenoiser denoiser, ITextEncoder text, FlowMatchingOptions options)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (denoiser.Prediction != PredictionKind.Flow)
            throw new ArgumentException(
                $"Flow matching: expected a denoiser that predicts Flow, got {denoiser.Prediction}.", nameof(denoiser));
        (_denoiser, _text, _options) = (denoiser, text, options);
    }

    /// <summary>The loss of a batch.</summary>
    /// <param name="latents">Clean latents, float32[B, C, f, h, w].</param>
    /// <param name="prompts">One prompt per sample.</param>
    /// <param name="rays">Plücker rays, float32[B, 6, F, h, w]; none when absent.</param>
    /// <param name="generator">Draws noise, times, and which conditions are left out.</param>
    /// <param name="tape">Given to trade time for memory; the loss then goes through its backward pass.</param>
    /// <returns>Mean squared error of the flow over unknown frames, a single number; lower is better.</returns>
    public Tensor Loss(
        Tensor latents, IReadOnlyList<string> prompts, Tensor? rays, Generator generator, BlockTape? tape = null)
    {
        var shape = Shape.Require(latents, "B,C,f,h,w");
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(generator);
        if (prompts.Count != shape[0])
            throw new ArgumentException(
                $"Flow matching: expected {shape[0]} prompts, got {prompts.Count}.", nameof(prompts));
        using var scope = new TensorScope();

        // 1. Which conditions each sample keeps. A clip of one frame has none to spare.
        var draws = generator.Uniform([3, shape[0]]).To(Device.Cpu).ToArray<float>();
        bool[] Below(int row, double share) =>
            [.. draws.Skip(row * prompts.Count).Take(prompts.Count).Select(draw => draw < share)];
        var isTextDropped = Below(0, _options.TextDrop);
        var isFirstGiven = Below(1, shape[2] > 1 ? _options.FirstFrameShare : 0);
        var isCameraDropped = Below(2, _options.CameraDrop);

        // 2. The noised latents.
        var noise = generator.Normal(shape);
        var times = _options.Flow.DrawTimes(shape[0], generator);
        var noised = RectifiedFlow.AddNoise(latents, noise, times);

        // 3. The flow, compared where it is unknown.
        var known = KnownFrames.First(latents, isFirstGiven);
        var predicted = _denoiser.Predict(noised, times * 1000, new()
        {
            Text = _text.Encode([.. prompts.Select((prompt, i) => isTextDropped[i] ? "" : prompt)]),
            Known = known,
            Rays = rays is null ? null : rays * Kept(isCameraDropped, rays.Device),
        }, tape);
        var unknown = 1 - known.Mask;                                                   // [B, 1, f, 1, 1]
        var error = (predicted - RectifiedFlow.Target(latents, noise)).Square().Mean([1, 3, 4], ReducedAxes.Kept);
        return scope.Keep((error * unknown).Sum() / unknown.Sum());
    }

    private static Tensor Kept(bool[] isDropped, Device device) => Tensor.From<float>(
        [.. isDropped.Select(dropped => dropped ? 0f : 1f)], [isDropped.Length, 1, 1, 1, 1], device);
}
