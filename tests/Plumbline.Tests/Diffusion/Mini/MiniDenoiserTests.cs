using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion.Mini;

[LeavesNoTensors]
public sealed class MiniDenoiserTests
{
    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(2, 6, 4)]
    [InlineData(5, 2, 8)]
    public void Any_frame_count_and_even_size_can_be_predicted(int frames, int height, int width)
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var noised = Tensor.Ones([1, 4, frames, height, width], DType.Float32, Device.Cpu);

        var found = model.Denoiser.Predict(noised, Times(500), new() { Text = model.Text.Encode(["a ball"]) });

        Assert.Equal(noised.Shape, found.Shape);
        Assert.True(found.IsFinite().All().Item() == 1);
    }

    [Fact]
    public void A_fresh_model_predicts_no_flow()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Fresh();
        var (noised, times, conditioning) = MiniSubjects.Batch(model);

        Assert.Equal(0, model.Denoiser.Predict(noised, times, conditioning).Abs().Max().Item());
    }

    [Fact]
    public void A_sample_is_predicted_alike_alone_and_in_a_batch()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var (noised, times, conditioning) = MiniSubjects.Batch(model);

        var together = model.Denoiser.Predict(noised, times, conditioning).Slice(0, 1, 2);
        var alone = model.Denoiser.Predict(noised.Slice(0, 1, 2), times.Slice(0, 1, 2), new()
        {
            Text = model.Text.Encode(["blue ball"]),
            Rays = conditioning.Rays!.Slice(0, 1, 2),
        });

        Assert.True(alone.IsClose(together, 1e-4, 1e-5));
    }

    [Fact]
    public void Every_condition_changes_the_prediction()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var (noised, times, conditioning) = MiniSubjects.Batch(model);

        var whole = model.Denoiser.Predict(noised, times, conditioning);
        Conditioning[] others =
        [
            conditioning with { Text = model.Text.Encode(["a blue arch", "blue ball"]) },
            conditioning with { Known = null },
            conditioning with { Rays = null },
        ];

        foreach (var other in others)
            Assert.False(
                model.Denoiser.Predict(noised, times, other).Select(0, 0).IsClose(whole.Select(0, 0), 1e-3, 1e-3));
        Assert.False(model.Denoiser.Predict(noised, times * 0.5, conditioning).IsClose(whole, 1e-3, 1e-3));
    }

    [Fact]
    public void What_stands_in_unknown_frames_does_not_matter()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var (noised, times, conditioning) = MiniSubjects.Batch(model);
        var known = conditioning.Known!;
        var other = known with { Latents = known.Latents * known.Mask + (1 - known.Mask) * 7 };

        var found = model.Denoiser.Predict(noised, times, conditioning with { Known = other });

        Assert.True(found.SameAs(model.Denoiser.Predict(noised, times, conditioning)));
    }

    [Fact]
    public void Rays_of_zeros_are_no_rays()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var (noised, times, conditioning) = MiniSubjects.Batch(model);

        var zeros = model.Denoiser.Predict(noised, times, conditioning with { Rays = conditioning.Rays!.ZerosLike() });

        Assert.True(
            zeros.IsClose(model.Denoiser.Predict(noised, times, conditioning with { Rays = null }), 1e-6, 1e-6));
    }

    [Fact]
    public void Bfloat16_predicts_what_float32_predicts()
    {
        using var scope = new TensorScope();
        using var wide = MiniSubjects.Awake();
        using var narrow = MiniSubjects.Awake(Precision.MixedBFloat16);
        var (noised, times, conditioning) = MiniSubjects.Batch(wide);

        var expected = wide.Denoiser.Predict(noised, times, conditioning);
        var found = narrow.Denoiser.Predict(noised, times, MiniSubjects.Batch(narrow).Conditioning);

        Assert.Equal(DType.Float32, found.DType);
        // Rounding of each of some twenty layers adds up: 2 % of the prediction's own size.
        Assert.InRange(((found - expected).Square().Mean() / expected.Square().Mean()).Sqrt().Item(), 1e-5, 2e-2);
    }

    [Fact]
    public void Latents_survive_being_cut_into_tokens()
    {
        using var scope = new TensorScope();
        var latents = Tensor.Arange(2 * 3 * 2 * 4 * 6, DType.Float32, Device.Cpu).Reshape(2, 3, 2, 4, 6);

        Assert.True(PatchGrid.ToLatents(PatchGrid.ToTokens(latents, 2), latents.Shape, 2).SameAs(latents));
    }

    [Theory]
    [InlineData(4, 3, 5, "multiples of 2")]
    [InlineData(3, 4, 4, "noised")]
    public void Latents_that_do_not_fit_are_refused(int channels, int height, int width, string words)
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Fresh();
        var noised = Tensor.Ones([1, channels, 1, height, width], DType.Float32, Device.Cpu);

        var error = Assert.Throws<ArgumentException>(
            () => model.Denoiser.Predict(noised, Times(1), new() { Text = model.Text.Encode([""]) }));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_learns_to_look_along_epipolar_lines_begins_as_it_was()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.safetensors");
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake(config: MiniSubjects.Config with { EpipolarDepths = 0 });
        MiniModelFile.Save(model, path, DType.Float32);
        try
        {
            using var generator = new Generator(3, Device.Cpu);
            using var extended = MiniModelFile.LoadExtended(path, 3, Precision.Float32, generator);
            var (noised, times, conditioning) = MiniSubjects.Batch(model);

            Assert.Equal(MiniSubjects.Config, extended.Denoiser.Config);
            Assert.True(extended.Denoiser.Predict(noised, times, conditioning).SameAs(
                model.Denoiser.Predict(noised, times, conditioning)));
            using var plain = MiniModelFile.Load(path, Precision.Float32, Device.Cpu);
            Assert.Equal(model.Denoiser.Config, plain.Denoiser.Config);
            MiniModelFile.Save(extended, path, DType.Float32);
            using var again = MiniModelFile.Load(path, Precision.Float32, Device.Cpu);
            Assert.Equal(extended.Denoiser.Config, again.Denoiser.Config);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Extending_a_model_makes_up_no_weight_of_its_other_parts()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.safetensors");
        using var scope = new TensorScope();
        using var model = MiniSubjects.Fresh(config: MiniSubjects.Config with { EpipolarDepths = 0 });
        MiniModelFile.Save(model, path, DType.Float32);
        try
        {
            CheckpointTensor[] rest;
            IReadOnlyDictionary<string, string> header;
            using (var whole = Checkpoint.Open(path))
            {
                header = whole.Metadata.ToDictionary();
                rest = [.. model.Parameters()
                    .Where(weight => !weight.Name.Contains("blocks.1.mlp", StringComparison.Ordinal))
                    .Select(weight => weight.ToCheckpoint())];
            }

            CheckpointWriter.Write(path, rest, header);
            using var generator = new Generator(3, Device.Cpu);
            var error = Assert.Throws<CheckpointException>(
                () => MiniModelFile.LoadExtended(path, 3, Precision.Float32, generator));

            Assert.Contains("denoiser.blocks.1.mlp.fc1.weight", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("attn3", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_size_is_refused_by_name()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.safetensors");
        using (var model = MiniSubjects.Fresh())
            model.Save(path);
        try
        {
            using var checkpoint = Checkpoint.Open(path);
            var error = Assert.Throws<CheckpointException>(() => Weights.Load(
                WeightSource.From(checkpoint), Precision.Float32, Device.Cpu,
                weights => new MiniModel(weights, MiniSubjects.Config with { Depth = 3 }, new(), MiniSubjects.Words)));

            Assert.Contains("denoiser.blocks.2.attn1.to_qkv.weight", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_sizes_have_the_weights_that_are_promised()
    {
        using var standard = Count(MiniDenoiserConfig.Standard);
        using var tiny = Count(MiniDenoiserConfig.Tiny);

        Assert.InRange(standard.Parameters().Sum(weight => weight.Value.ElementCount), 8_500_000, 11_000_000);
        Assert.InRange(tiny.Parameters().Sum(weight => weight.Value.ElementCount), 1_500_000, 2_500_000);
    }

    private static MiniModel Count(MiniDenoiserConfig config)
    {
        using var generator = new Generator(1, Device.Cpu);
        return MiniModel.Fresh(config, MiniSubjects.Words, Precision.Float32, generator);
    }

    private static Tensor Times(double time) => Tensor.Full([1], time, DType.Float32, Device.Cpu);
}
