using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Tests.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Training;

[LeavesNoTensors]
public sealed class EncodedWorldsTests : IDisposable
{
    private const int Size = 32;
    private const int FrameCount = 5;

    private static readonly WorldFormat Format = new(Size, Size, FrameCount);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-worlds");
    private readonly MiniAutoencoder _autoencoder = NewAutoencoder();

    public void Dispose()
    {
        _autoencoder.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_sample_is_the_encoded_world_of_its_number_with_caption_and_cameras()
    {
        using var scope = new TensorScope();
        using var worlds = Open(70);
        var world = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Training, 66), Format);

        var sample = worlds.Sample(66);

        var frames = ClipTensors.FromBytes([world.FilmRgb()], FrameCount, Size, Size, Device.Cpu);
        var expected = _autoencoder.Encode(frames).To(DType.Float16).To(DType.Float32).ToArray<float>();
        Assert.Equal(expected, sample.Latents);
        Assert.Equal(world.Caption, sample.Caption);
        Assert.Equal(Plumbline.Vision.PlueckerRays.Of(world.Views, 4, 4), sample.Rays);
    }

    [Fact]
    public void What_is_encoded_is_kept_and_only_the_rest_is_added()
    {
        Open(64).Dispose();
        var first = Directory.GetFiles(_folder.FullName).Single();
        var written = File.GetLastWriteTimeUtc(first);
        var reports = new List<int>();

        Open(100, new Collected(reports)).Dispose();

        Assert.Equal(written, File.GetLastWriteTimeUtc(first));
        Assert.Equal(2, Directory.GetFiles(_folder.FullName).Length);
        Assert.Equal([100], reports);
    }

    [Fact]
    public void Worlds_of_another_autoencoder_are_refused_and_kept()
    {
        Open(1).Dispose();

        using var other = NewAutoencoder(seed: 2);
        var failure = Assert.Throws<InvalidDataException>(
            () => EncodedWorlds.Open(_folder.FullName, other, Format, 100));

        Assert.Contains(
            $"expected latent_space {other.LatentSpace}, got {_autoencoder.LatentSpace}", failure.Message,
            StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Every_round_meets_every_world_once_in_an_order_of_its_own()
    {
        using var worlds = Open(9);
        using var generator = new Generator(1, Device.Cpu);
        using var model = MiniModel.Fresh(
            BaseRecipe.Smoke.Network, new(CaptionGrammar.Vocabulary), Precision.Float32, generator);
        var task = new BaseTask(model, _autoencoder, worlds, Format);
        string[] Captions(int round) =>
            [.. Enumerable.Range(9 * round, 9).Select(i => task.Sample(i, CancellationToken.None).Caption)];

        var (first, second) = (Captions(0), Captions(1));

        var all = Enumerable.Range(0, 9).Select(i => worlds.Sample(i).Caption).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(all, first.Order(StringComparer.Ordinal));
        Assert.Equal(all, second.Order(StringComparer.Ordinal));
        Assert.NotEqual(first, second);
        Assert.Equal(first, Captions(0));
    }

    private static MiniAutoencoder NewAutoencoder(ulong seed = 1)
    {
        using var generator = new Generator(seed, Device.Cpu);
        return Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu,
            weights => new MiniAutoencoder(weights, MiniAutoencoderConfig.Tiny));
    }

    private EncodedWorlds Open(int count, IProgress<int>? progress = null) =>
        EncodedWorlds.Open(_folder.FullName, _autoencoder, Format, count, progress);

    private sealed class Collected(List<int> reports) : IProgress<int>
    {
        public void Report(int value) => reports.Add(value);
    }
}
