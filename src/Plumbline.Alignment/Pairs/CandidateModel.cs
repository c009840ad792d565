using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Vision;

namespace Plumbline.Alignment.Pairs;

/// <summary>What candidates are made with: a base, with or without an adapter.</summary>
/// <param name="Generator">Makes and decodes clips; the caller owns its parts.</param>
/// <param name="Autoencoder">Its autoencoder, which says how large latents are.</param>
/// <param name="Identity">
/// Names the content of everything that latents depend on: model, autoencoder, adapter, precision.
/// </param>
/// <param name="AutoencoderIdentity">Names the content of what decoding depends on.</param>
/// <param name="Device">Where the parts live.</param>
public sealed record CandidateModel(
    VideoGenerator Generator, VideoAutoencoder Autoencoder, string Identity, string AutoencoderIdentity, Device Device)
{
    /// <summary>
    /// Asks for one clip, alike for candidates and for the clips that a base and its adapter are compared by.
    /// </summary>
    /// <param name="conditions">What it is made of.</param>
    /// <param name="options">Steps, guidance and size; nothing else of it is used.</param>
    /// <param name="seed">Names its noise.</param>
    /// <param name="index">Its number within the prompt, from 0, by which it takes its guidance and its start.</param>
    /// <param name="video">
    /// Clean latents of what it begins from, float32[1, C, f, h, w]; absent for noise alone.
    /// </param>
    /// <returns>The request; its tensors belong to the caller's scope.</returns>
    internal GenerationRequest Request(
        PromptConditions conditions, CandidateOptions options, long seed, int index = 0, Tensor? video = null) => new()
        {
            Prompts = [conditions.Text],
            Seeds = [(ulong)seed],
            NegativePrompt = conditions.Negative,
            Guidance = options.GuidanceOf(index),
            Plan = options.PlanOf(index),
            InitialLatents = video,
            FrameCount = options.FrameCount,
            Height = options.Height,
            Width = options.Width,
            FirstFrames = conditions.FirstFrame is { } picture
                ? ClipTensors.FromBytes([picture.Rgb], 1, options.Height, options.Width, Device) : null,
            FirstFrameFirst = true,
            Rays = Rays(conditions, options),
        };

    /// <summary>Clean latents of a video.</summary>
    /// <param name="rgb">RGB bytes, [F, H, W, 3].</param>
    /// <param name="options">Its size and length.</param>
    /// <returns>float32[1, C, f, h, w], of the caller's scope.</returns>
    internal Tensor Encoded(byte[] rgb, CandidateOptions options)
    {
        using var paused = new RecordingScope(GradientRecording.Off);
        using var scope = new TensorScope();
        var frames = ClipTensors.FromBytes([rgb], options.FrameCount, options.Height, options.Width, Device);
        return scope.Keep(Autoencoder.Encode(frames).To(DType.Float32));
    }

    /// <summary>The cameras of a clip as the network is told them.</summary>
    /// <param name="conditions">What the clip is made of.</param>
    /// <param name="options">Its size and length.</param>
    /// <returns>Plücker rays, float32[1, 6, F, h, w], of the caller's scope; absent for a free camera.</returns>
    internal Tensor? Rays(PromptConditions conditions, CandidateOptions options)
    {
        var stride = Autoencoder.SpatialStride;
        var (rows, columns) = (options.Height / stride, options.Width / stride);
        return conditions.Rays(rows, columns) is { } rays
            ? Tensor.From<float>(rays, [1, PlueckerRays.Channels, options.FrameCount, rows, columns], Device)
            : null;
    }
}
