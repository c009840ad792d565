using System.Text.Json.Nodes;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tests.Diffusion.Mini;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion.Lora;

[LeavesNoTensors]
public sealed class NetworkAdapterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-lora");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_fresh_adapter_changes_no_bit()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        var before = Predict(model);

        Attach(model);

        Assert.True(Predict(model).SameAs(before));
    }

    [Fact]
    public void Off_is_the_base_bit_for_bit_and_on_is_not()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake(Precision.BFloat16);
        var before = Predict(model);
        var adapter = Trained(model);
        var on = Predict(model);

        Tensor off;
        using (adapter.Pause())
            off = Predict(model);

        Assert.True(off.SameAs(before));
        Assert.False(on.SameAs(before));
        Assert.True(Predict(model).SameAs(on));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(-0.5)]
    public void Merging_at_a_weight_equals_running_at_it(double weight)
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake(Precision.Float64);
        var before = Predict(model);
        var adapter = Trained(model);
        adapter.Weight = weight;
        var running = Predict(model);

        adapter.Merge();

        Assert.False(running.IsClose(before, 1e-6, 1e-6));
        Assert.True(Predict(model).IsClose(running, 1e-10, 1e-10));
        Assert.Throws<InvalidOperationException>(() => adapter.Weight);
    }

    [Fact]
    public void A_weight_multiplies_the_trained_strength()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake(Precision.Float64);
        var before = Predict(model);
        var half = Trained(model, new() { Rank = 4, Alpha = 8 });
        half.Weight = 0.5;
        var atHalf = Predict(model);
        half.Remove();
        Trained(model, new() { Rank = 4, Alpha = 4 });

        Assert.True(Predict(model).IsClose(atHalf, 1e-12, 1e-12));
        Assert.False(atHalf.IsClose(before, 1e-6, 1e-6));
    }

    [Fact]
    public void Only_the_adapter_learns_and_its_masters_are_float32_beside_a_bfloat16_base()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake(Precision.BFloat16);
        var adapter = Trained(model);

        Gradients.Backward(Predict(model).Square().Mean());

        Assert.All(adapter.Factors(), factor =>
        {
            Assert.Equal(DType.Float32, factor.Value.DType);
            Assert.True(factor.Value.Gradient()!.Abs().Sum().Item() > 0, factor.Name);
        });
        Assert.All(
            model.Denoiser.Parameters().Where(parameter => !parameter.Name.Contains("lora_", StringComparison.Ordinal)),
            parameter => Assert.False(parameter.Value.RequiresGradient));
    }

    [Theory]
    [InlineData(LoraPlacement.Attention, "attn1.to_qkv attn1.to_out attn2.to_q attn2.to_kv attn2.to_out")]
    [InlineData(LoraPlacement.SelfAttention, "attn1.to_qkv attn1.to_out")]
    [InlineData(LoraPlacement.CrossAttention, "attn2.to_q attn2.to_kv attn2.to_out")]
    [InlineData(
        LoraPlacement.AttentionAndMlp, "attn1.to_qkv attn1.to_out attn2.to_q attn2.to_kv attn2.to_out mlp.fc1 mlp.fc2")]
    public void A_placement_chooses_its_layers_in_every_block(LoraPlacement placement, string layers)
    {
        using var model = MiniSubjects.Fresh();

        var adapter = Attach(model, placement);

        Assert.Equal(
            layers.Split(' ').SelectMany(layer => new[] { $"blocks.0.{layer}", $"blocks.1.{layer}" }).Order(
                StringComparer.Ordinal),
            adapter.Layers.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void An_adapter_from_a_block_on_has_no_layer_before_it_and_is_loaded_as_it_was(int firstBlock, int block)
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        using var other = MiniSubjects.Awake();
        var config = LoraConfig.For(model.Denoiser, LoraPlacement.SelfAttention).FromBlock(model.Denoiser, firstBlock);
        Trained(model, config with { Rank = 4, Alpha = 8 }).Save(_folder.FullName);

        var loaded = NetworkAdapter.Load(other.Denoiser, _folder.FullName);

        Assert.Equal(
            Enumerable.Range(block, 2 - block)
                .SelectMany(i => new[] { $"blocks.{i}.attn1.to_qkv", $"blocks.{i}.attn1.to_out" }), loaded.Layers);
        Assert.Equal(block, loaded.FirstBlock);
        Assert.True(Predict(other).SameAs(Predict(model)));
    }

    [Fact]
    public void A_first_block_that_the_network_has_not_is_refused()
    {
        using var model = MiniSubjects.Fresh();
        var config = LoraConfig.For(model.Denoiser, LoraPlacement.Attention);

        var late = Assert.Throws<ArgumentException>(() => config.FromBlock(model.Denoiser, 2));
        var outside = Assert.Throws<ArgumentException>(
            () => (config with { Targets = ["patch"] }).FromBlock(model.Denoiser, 1));

        Assert.Contains(
            "expected layers in block 2 or later, got 1 as the last block", late.Message, StringComparison.Ordinal);
        Assert.Contains(
            "expected layers in block 1 or later, got none in any block", outside.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_saved_is_loaded_and_has_the_names_of_PEFT()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        using var other = MiniSubjects.Awake();
        Trained(model).Save(_folder.FullName);

        var loaded = NetworkAdapter.Load(other.Denoiser, _folder.FullName);

        Assert.True(Predict(other).SameAs(Predict(model)));
        Assert.All(loaded.Factors(), factor => Assert.False(factor.Value.RequiresGradient));
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.FullName, "adapter_config.json")))!;
        Assert.Equal(
            ("LORA", 4, 8.0), ((string?)config["peft_type"], (int)config["r"]!, (double)config["lora_alpha"]!));
        using var file = Checkpoint.Open(Path.Combine(_folder.FullName, "adapter_model.safetensors"));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal([4, 32], file["base_model.model.blocks.0.attn1.to_qkv.lora_A.weight"].Shape);
        Assert.Equal([96, 4], file["base_model.model.blocks.1.attn1.to_qkv.lora_B.weight"].Shape);
    }

    [Fact]
    public void An_adapter_of_another_model_is_refused_with_every_mismatch()
    {
        using var model = MiniSubjects.Awake();
        using var generator = new Generator(1, Device.Cpu);
        using var wider = MiniModel.Fresh(
            MiniSubjects.Config with { Width = 64, Depth = 3 }, MiniSubjects.Words, Precision.Float32, generator);
        Trained(wider).Save(_folder.FullName);

        var failure = Assert.Throws<CheckpointException>(() => NetworkAdapter.Load(model.Denoiser, _folder.FullName));

        Assert.Contains(
            "blocks.1.attn1.to_out.lora_A.weight: the model expects [4, 32], the file has [4, 64]", failure.Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "blocks.2.attn2.to_kv.lora_B.weight: the file has it, the model does not use it", failure.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            model.Parameters(), parameter => parameter.Name.Contains("lora_", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_an_adapter_is_refused()
    {
        using var model = MiniSubjects.Fresh();

        var failure = Assert.Throws<CheckpointException>(
            () => NetworkAdapter.Load(model.Denoiser, Path.Combine(_folder.FullName, "none")));

        Assert.Contains("adapter_config.json and adapter_model.safetensors", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("use_dora", "true", "use_dora: expected false, got true")]
    [InlineData("peft_type", "\"LOHA\"", "peft_type: expected \"LORA\", got \"LOHA\"")]
    [InlineData("modules_to_save", "[\"unpatch\"]", "modules_to_save: expected []")]
    [InlineData("r", "0", "Rank")]
    public void What_cannot_be_applied_is_refused(string field, string value, string message)
    {
        using var model = MiniSubjects.Fresh();
        Attach(model).Save(_folder.FullName);
        var path = Path.Combine(_folder.FullName, "adapter_config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!;
        config[field] = JsonNode.Parse(value);
        File.WriteAllText(path, config.ToJsonString());

        var failure = Assert.Throws<CheckpointException>(() => NetworkAdapter.Load(model.Denoiser, _folder.FullName));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranks_and_strengths_may_differ_by_layer()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();
        using var other = MiniSubjects.Awake();
        var config = new LoraConfig
        {
            Rank = 4,
            Alpha = 8,
            Targets = ["attn1.to_qkv", "attn1.to_out"],
            Ranks = new Dictionary<string, int> { ["blocks\\.1\\.attn1\\.to_out"] = 2 },
            Alphas = new Dictionary<string, double> { ["to_out"] = 1 },
            ScalesByRootOfRank = true,
        };
        Trained(model, config).Save(_folder.FullName);

        NetworkAdapter.Load(other.Denoiser, _folder.FullName);

        var (output, projection) =
            (config.OptionsOf("blocks.1.attn1.to_out")!, config.OptionsOf("blocks.1.attn1.to_qkv")!);
        Assert.Equal((2, 4), (output.Rank, projection.Rank));
        Assert.Equal(1 / Math.Sqrt(2), output.Scale, 1e-12);
        Assert.Equal(8 / Math.Sqrt(4), projection.Scale, 1e-12);
        Assert.Null(config.OptionsOf("blocks.1.attn2.to_out"));
        Assert.True(Predict(other).SameAs(Predict(model)));
    }

    private static NetworkAdapter Attach(MiniModel model, LoraPlacement placement = LoraPlacement.Attention)
    {
        using var generator = new Generator(3, Device.Cpu);
        return NetworkAdapter.Attach(
            model.Denoiser, LoraConfig.For(model.Denoiser, placement) with { Rank = 4, Alpha = 8 }, generator);
    }

    /// <summary>An adapter in which nothing is silent, as after training.</summary>
    private static NetworkAdapter Trained(MiniModel model, LoraConfig? config = null)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(3, Device.Cpu);
        config ??= new() { Rank = 4, Alpha = 8 };
        if (config.Targets.Count == 0)
            config = config with { Targets = LoraConfig.For(model.Denoiser, LoraPlacement.Attention).Targets };
        var adapter = NetworkAdapter.Attach(model.Denoiser, config, generator);
        using var paused = new RecordingScope(GradientRecording.Off);
        foreach (var (_, value) in adapter.Factors())
            value.AddInPlace(generator.Normal(value.Shape) * 0.1);
        return adapter;
    }

    private static Tensor Predict(MiniModel model)
    {
        var (noised, times, conditioning) = MiniSubjects.Batch(model);
        return model.Denoiser.Predict(noised, times, conditioning);
    }
}
