using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Tests.Diffusion.Mini;

/// <summary>Very small models and batches.</summary>
internal static class MiniSubjects
{
    public static readonly MiniDenoiserConfig Config =
        new() { Width = 32, Depth = 2, HeadCount = 2, LatentChannels = 4, EpipolarDepths = 3 };

    public static readonly Vocabulary Words = new(["a", "red", "blue", "arch", "ball"]);

    public static MiniModel Fresh(
        Precision? precision = null, ulong seed = 1, MiniDenoiserConfig? config = null)
    {
        using var generator = new Generator(seed, Device.Cpu);
        return MiniModel.Fresh(config ?? Config, Words, precision ?? Precision.Float32, generator);
    }

    /// <summary>A model in which nothing is silent, as after training: zeros would hide what they multiply.</summary>
    public static MiniModel Awake(Precision? precision = null, MiniDenoiserConfig? config = null)
    {
        var model = Fresh(precision, config: config);
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(99, Device.Cpu);
        foreach (var (_, value) in model.Parameters())
            value.AddInPlace(generator.Normal(value.Shape) * 0.1);
        return model;
    }

    /// <summary>Everything a prediction needs; tensors belong to the caller's scope.</summary>
    public static (Tensor Noised, Tensor Times, Conditioning Conditioning) Batch(MiniModel model, int count = 2)
    {
        using var generator = new Generator(5, Device.Cpu);
        var latents = generator.Normal([count, 4, 3, 4, 6]);
        return (
            generator.Normal([count, 4, 3, 4, 6]), generator.Uniform([count]) * 1000,
            new()
            {
                Text = model.Text.Encode(
                    [.. Enumerable.Range(0, count).Select(i => i == 0 ? "a red arch" : "blue ball")]),
                Known = KnownFrames.First(latents, [.. Enumerable.Range(0, count).Select(i => i == 0)]),
                Rays = generator.Normal([count, 6, 9, 4, 6]),
            });
    }
}
