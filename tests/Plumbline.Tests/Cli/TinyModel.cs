using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Cli;

/// <summary>
/// A folder with a very small model that answers to every condition, and its autoencoder, as training leaves it.
/// </summary>
public sealed class TinyModel : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("plumbline-tiny-");

    public TinyModel()
    {
        SaveModel(ModelFile);
        SaveAutoencoder(Path.Combine(Folder, "autoencoder.safetensors"), latentChannels: 4);
    }

    public string Folder => _root.FullName;

    public string ModelFile => Path.Combine(Folder, "model.safetensors");

    public static void SaveModel(string path, Action<MiniModel>? change = null)
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(1, Device.Cpu);
        using var model = MiniModel.Fresh(
            new() { Width = 32, Depth = 2, HeadCount = 2, LatentChannels = 4 }, new(CaptionGrammar.Vocabulary),
            Precision.Float32, generator);
        // Weights that begin as zeros would hide what they multiply.
        foreach (var (_, value) in model.Parameters())
            value.AddInPlace(generator.Normal(value.Shape) * 0.1);
        change?.Invoke(model);
        MiniModelFile.Save(model, path, DType.Float16);
    }

    public static void SaveAutoencoder(string path, int latentChannels)
    {
        using var generator = new Generator(2, Device.Cpu);
        using var autoencoder = Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu,
            weights =>
                new MiniAutoencoder(weights, MiniAutoencoderConfig.Tiny with { LatentChannels = latentChannels }));
        MiniAutoencoderFile.Save(autoencoder, path, DType.Float16);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
