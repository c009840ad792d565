using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Clips of a base model, made one at a time so that each is a pure function of its world and seed.</summary>
public sealed class BaseClips : IDisposable
{
    private readonly MiniModel _model;
    private readonly MiniAutoencoder _autoencoder;
    private readonly VideoGenerator _generator;
    private readonly QualityProtocol _protocol;

    private BaseClips(MiniModel model, MiniAutoencoder autoencoder, QualityProtocol protocol)
    {
        (_model, _autoencoder, _protocol) = (model, autoencoder, protocol);
        _generator = new(model.Denoiser, model.Text, autoencoder);
    }

    /// <summary>Opens a model.</summary>
    /// <param name="modelPath">The base model's file.</param>
    /// <param name="autoencoderPath">The file of the autoencoder that it was trained with.</param>
    /// <param name="protocol">Steps, guidance and size.</param>
    /// <param name="compute">Type of the matrix products.</param>
    /// <returns>The clips; the caller disposes them.</returns>
    /// <exception cref="Tensors.Checkpoints.CheckpointException">A file is damaged or holds something else.</exception>
    /// <exception cref="ArgumentException">Model and autoencoder have different channels.</exception>
    public static BaseClips Open(string modelPath, string autoencoderPath, QualityProtocol protocol, DType compute)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        protocol.Validate();
        var precision = new Precision(DType.Float32, compute, DType.Float32);
        var model = MiniModelFile.Load(modelPath, precision, Device.Cpu);
        MiniAutoencoder? autoencoder = null;
        try
        {
            autoencoder = MiniAutoencoderFile.Load(autoencoderPath, precision, Device.Cpu);
            return new(model, autoencoder, protocol);
        }
        catch
        {
            autoencoder?.Dispose();
            model.Dispose();
            throw;
        }
    }

    /// <summary>A clip from a world's first frame, caption and cameras.</summary>
    /// <param name="world">The world, in the format of the protocol.</param>
    /// <param name="firstFrame">Its first frame, RGB bytes [H, W, 3].</param>
    /// <param name="seed">Names the noise.</param>
    /// <returns>RGB in [−1, 1], float32[1, 3, F, H, W]; it belongs to the caller's scope.</returns>
    public Tensor FromImage(TrainingWorld world, byte[] firstFrame, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(world);
        using var scope = new TensorScope();
        var format = _protocol.Format;
        var latents = _autoencoder.LatentShape([1, 3, format.FrameCount, format.Height, format.Width]);
        var rays = PlueckerRays.Of(world.Views, (int)latents[3], (int)latents[4]);
        return scope.Keep(Make(RequestFor(world.Caption, seed) with
        {
            FirstFrames = ClipTensors.FromBytes([firstFrame], 1, format.Height, format.Width, Device.Cpu),
            Rays = Tensor.From<float>(
                rays, [1, PlueckerRays.Channels, format.FrameCount, latents[3], latents[4]], Device.Cpu),
        }));
    }

    /// <summary>A clip from a caption alone; its words move the camera.</summary>
    /// <param name="caption">The caption.</param>
    /// <param name="seed">Names the noise.</param>
    /// <returns>RGB in [−1, 1], float32[1, 3, F, H, W]; it belongs to the caller's scope.</returns>
    public Tensor FromCaption(string caption, ulong seed) =>
        Make(RequestFor(caption, seed) with { FirstFrameFirst = _protocol.FirstFrameFirst });

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _autoencoder.Dispose();
    }

    private Tensor Make(GenerationRequest request)
    {
        using var scope = new TensorScope();
        return scope.Keep(_generator.Generate(request, Device.Cpu).Frames);
    }

    private GenerationRequest RequestFor(string caption, ulong seed) => new()
    {
        Prompts = [caption],
        Seeds = [seed],
        Plan = GenerationRequest.StandardFlow.Plan(_protocol.Steps),
        Guidance = _protocol.Guidance,
        FrameCount = _protocol.Format.FrameCount,
        Height = _protocol.Format.Height,
        Width = _protocol.Format.Width,
    };
}
