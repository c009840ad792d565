using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion.Mini;

[LeavesNoTensors]
public sealed class MiniAutoencoderTests
{
    public static TheoryData<int> BatchSizes => [1, 2];

    [Fact]
    public void A_clip_of_the_standard_size_becomes_five_latent_frames_and_back()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Tiny with { LatentChannels = 16 });
        var clip = Clip(1, 17, 128, 128);

        var latents = autoencoder.Encode(clip);

        Assert.Equal([1, 16, 5, 16, 16], latents.Shape);
        Assert.Equal(latents.Shape, autoencoder.LatentShape(clip.Shape));
        Assert.Equal(clip.Shape, autoencoder.Decode(latents).Shape);
    }

    [Fact]
    public void The_standard_model_has_about_five_million_weights()
    {
        using var autoencoder = New(MiniAutoencoderConfig.Standard);

        Assert.InRange(autoencoder.Parameters().Sum(parameter => parameter.Value.ElementCount), 4_900_000, 5_300_000);
    }

    [Fact]
    public void A_picture_is_a_clip_of_one_frame()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Tiny);
        var clip = Clip(2, 5, 24, 16);

        var picture = autoencoder.Encode(clip.Slice(2, 0, 1));

        Assert.Equal([2, 4, 1, 3, 2], picture.Shape);
        Assert.Equal(autoencoder.Encode(clip).Slice(2, 0, 1).Contiguous().ToArray<float>(), picture.ToArray<float>());
        Assert.Equal([2, 3, 1, 24, 16], autoencoder.Decode(picture).Shape);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Streamed_encoding_equals_the_whole_bit_for_bit(int batch)
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Standard);
        var clip = Clip(batch, 17, 32, 32);
        using var stream = autoencoder.OpenEncoder();

        var pieces = clip.Split([1, 4, 8, 4], 2).Select(stream.Next).ToArray();

        Assert.Equal(autoencoder.Encode(clip).ToArray<float>(), Tensor.Concat(pieces, 2).ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Streamed_decoding_equals_the_whole_bit_for_bit(int batch)
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Standard);
        var latents = Noise([batch, 16, 5, 4, 4]);
        using var stream = autoencoder.OpenDecoder();

        var pieces = latents.Split([1, 1, 2, 1], 2).Select(stream.Next).ToArray();

        Assert.Equal([1, 4, 8, 4], pieces.Select(piece => piece.Shape[2]));
        Assert.Equal(autoencoder.Decode(latents).ToArray<float>(), Tensor.Concat(pieces, 2).ToArray<float>());
    }

    [Fact]
    public void A_clip_gives_the_same_bytes_alone_and_in_a_batch()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Standard);
        var clips = Clip(2, 5, 32, 32);

        var latents = autoencoder.Encode(clips);
        var second = autoencoder.Encode(clips.Slice(0, 1));

        Assert.Equal(latents.Slice(0, 1).Contiguous().ToArray<float>(), second.ToArray<float>());
        Assert.Equal(
            autoencoder.Decode(latents).Slice(0, 1).Contiguous().ToArray<float>(),
            autoencoder.Decode(second).ToArray<float>());
    }

    [Fact]
    public void Training_at_once_and_streaming_agree()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Standard);
        var clips = Clip(2, 9, 32, 32);

        var latents = autoencoder.EncodeDistribution(clips).Mean;

        Assert.True(latents.IsClose(autoencoder.Encode(clips), 1e-5, 1e-5));
        // Twenty layers of rounding, on values of about 1.
        Assert.True(autoencoder.DecodeRaw(latents).IsClose(autoencoder.Decode(latents), 1e-4, 1e-4));
    }

    [Fact]
    public void A_stream_refuses_half_a_group()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Tiny);
        using var stream = autoencoder.OpenEncoder();
        stream.Next(Clip(1, 1, 16, 16));

        var failure = Assert.Throws<ArgumentException>(() => stream.Next(Clip(1, 3, 16, 16)));

        Assert.Contains("expected a multiple of 4, got 3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_frame_changes_no_earlier_latent()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Tiny);
        var clip = Clip(1, 9, 16, 16);
        var changed = Tensor.Concat([clip.Slice(2, 0, 5), -clip.Slice(2, 5)], 2);

        var difference = (autoencoder.Encode(clip) - autoencoder.Encode(changed)).Abs();

        Assert.Equal(0, difference.Slice(2, 0, 2).Max().Item());
        Assert.True(difference.Slice(2, 2).Max().Item() > 1e-3);
    }

    [Fact]
    public void Every_learned_weight_receives_a_gradient()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(5, Device.Cpu);
        using var autoencoder = New(MiniAutoencoderConfig.Tiny);
        autoencoder.RecordGradientsForTraining();
        var clip = Clip(1, 9, 16, 16);

        var distribution = autoencoder.EncodeDistribution(clip);
        var restored = autoencoder.DecodeRaw(distribution.Sample(generator));
        Gradients.Backward(new ReconstructionLoss().Of(restored, clip) + distribution.Divergence());

        var learned = autoencoder.Parameters().Where(parameter => parameter.Value.RequiresGradient).ToArray();
        Assert.DoesNotContain(learned, parameter => parameter.Name.StartsWith("latent_", StringComparison.Ordinal));
        Assert.All(
            learned, parameter => Assert.True(parameter.Value.Gradient()!.Abs().Max().Item() > 0, parameter.Name));
    }

    [Fact]
    public void Measured_statistics_give_latents_of_mean_zero_and_variance_one()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Tiny);
        var clip = Clip(2, 9, 32, 32);

        autoencoder.MeasureStatistics([autoencoder.EncodeDistribution(clip).Mean]);

        var latents = autoencoder.Encode(clip);
        Assert.True(latents.Mean([0, 2, 3, 4]).Abs().Max().Item() < 1e-5);
        Assert.True((latents.StandardDeviation([0, 2, 3, 4], 0) - 1).Abs().Max().Item() < 1e-5);
        Assert.True(autoencoder.Decode(latents).IsClose(
            autoencoder.DecodeRaw(autoencoder.EncodeDistribution(clip).Mean), 1e-4, 1e-4));
    }

    [Fact]
    public void A_saved_autoencoder_restores_the_same_clips()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Tiny);
        var clip = Clip(1, 5, 16, 16);
        autoencoder.MeasureStatistics([autoencoder.EncodeDistribution(clip).Mean]);
        var path = Path.Combine(Directory.CreateTempSubdirectory("plumbline-vae").FullName, "model.safetensors");

        MiniAutoencoderFile.Save(autoencoder, path, DType.Float32);
        using var loaded = MiniAutoencoderFile.Load(path, Precision.Float32, Device.Cpu);

        Assert.Equal(autoencoder.Config, loaded.Config);
        Assert.Equal(autoencoder.Encode(clip).ToArray<float>(), loaded.Encode(clip).ToArray<float>());
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Bfloat16_convolutions_stay_close_to_float32()
    {
        using var scope = new TensorScope();
        using var exact = New(MiniAutoencoderConfig.Tiny);
        using var fast = New(MiniAutoencoderConfig.Tiny, Precision.MixedBFloat16);
        var clip = Clip(1, 5, 16, 16);

        var difference = (exact.Encode(clip) - fast.Encode(clip)).Abs().Max().Item();

        // Several bfloat16 layers, each within 1e-2, add up.
        Assert.InRange(difference, 1e-6, 5e-2);
    }

    [Theory]
    [InlineData(4, 16, 16)]
    [InlineData(5, 12, 16)]
    [InlineData(5, 16, 20)]
    public void Extents_that_do_not_fit_the_strides_are_refused(int frames, int height, int width)
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Tiny);

        var failure = Assert.Throws<ArgumentException>(() => autoencoder.Encode(Clip(1, frames, height, width)));

        Assert.Contains("expected [B, 3, 1 + 4k, 8m, 8n]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tiles_that_cover_the_clip_decode_it_as_a_whole()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Tiny);
        var latents = Noise([1, 4, 2, 6, 7]);

        var tiled = new TiledDecoding { TileEdge = 8, Overlap = 2 }.Decode(autoencoder, latents);

        Assert.Equal(autoencoder.Decode(latents).ToArray<float>(), tiled.ToArray<float>());
    }

    [Fact]
    public void Tiles_with_a_wide_overlap_come_close_to_the_whole()
    {
        using var scope = new TensorScope();
        using var autoencoder = New(MiniAutoencoderConfig.Tiny);
        var latents = Noise([1, 4, 2, 20, 14]);

        var whole = autoencoder.Decode(latents);
        var tiled = new TiledDecoding { TileEdge = 12, Overlap = 6 }.Decode(autoencoder, latents);

        Assert.Equal(whole.Shape, tiled.Shape);
        var relative = (whole - tiled).Square().Mean().Item() / whole.Square().Mean().Item();
        Assert.InRange(relative, 0, 1e-2);
    }

    private static MiniAutoencoder New(MiniAutoencoderConfig config, Precision? precision = null)
    {
        using var generator = new Generator(3, Device.Cpu);
        return Weights.Load(
            WeightSource.Fresh(generator), precision ?? Precision.Float32, Device.Cpu,
            weights => new MiniAutoencoder(weights, config));
    }

    private static Tensor Clip(int batch, int frames, int height, int width)
    {
        using var generator = new Generator(4, Device.Cpu);
        return generator.Uniform([batch, 3, frames, height, width]) * 2 - 1;
    }

    private static Tensor Noise(Shape shape)
    {
        using var generator = new Generator(4, Device.Cpu);
        return generator.Normal(shape);
    }
}
