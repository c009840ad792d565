using System.Text.Json;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly CheckpointFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_back()
    {
        var path = _folder["model.safetensors"];

        CheckpointWriter.Write(
            path,
            [
                CheckpointTensor.OfFloats("bias", [3], [1.5f, float.NaN, -0f]),
                CheckpointTensor.OfIntegers("steps", [], [long.MinValue]),
                new("flags", StoredType.Bool, [2, 1], new byte[] { 0, 1 }),
                new("empty", StoredType.BFloat16, [0, 4], default),
            ],
            new Dictionary<string, string> { ["format"] = "pt" });
        using var checkpoint = Checkpoint.Open(path);

        Assert.Equal(["bias", "empty", "flags", "steps"], checkpoint.Entries.Keys.Order());
        Assert.Equal([1.5f, float.NaN, -0f], checkpoint["bias"].ToFloats());
        Assert.Equal([long.MinValue], checkpoint["steps"].ToIntegers());
        Assert.Equal([0L, 1L], checkpoint["flags"].ToIntegers());
        Assert.Equal([0L, 4L], checkpoint["empty"].Shape);
        Assert.Empty(checkpoint["empty"].ToFloats());
        Assert.Equal("pt", checkpoint.Metadata["format"]);
    }

    [Fact]
    public void The_same_tensors_give_the_same_bytes_in_any_order()
    {
        CheckpointTensor[] tensors = [CheckpointTensor.OfFloats("b", [1], [2]),
            CheckpointTensor.OfIntegers("a", [1], [1])];

        CheckpointWriter.Write(_folder["one"], tensors);
        CheckpointWriter.Write(_folder["two"], tensors.Reverse());

        Assert.Equal(File.ReadAllBytes(_folder["one"]), File.ReadAllBytes(_folder["two"]));
    }

    [Theory]
    [InlineData("F16", new byte[] { 0x00, 0x3e }, 1.5f)]
    [InlineData("BF16", new byte[] { 0xc0, 0x3f }, 1.5f)]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xf8, 0x3f }, 1.5f)]
    [InlineData("I8", new byte[] { 0xff }, -1f)]
    [InlineData("U8", new byte[] { 0xff }, 255f)]
    [InlineData("I16", new byte[] { 0xfe, 0xff }, -2f)]
    [InlineData("U16", new byte[] { 0xfe, 0xff }, 65534f)]
    [InlineData("I32", new byte[] { 0xfd, 0xff, 0xff, 0xff }, -3f)]
    [InlineData("U32", new byte[] { 1, 0, 0, 0 }, 1f)]
    [InlineData("U64", new byte[] { 4, 0, 0, 0, 0, 0, 0, 0 }, 4f)]
    [InlineData("BOOL", new byte[] { 1 }, 1f)]
    public void Every_common_type_converts_to_single_precision(string typeName, byte[] bytes, float expected)
    {
        var type = StoredType.All.Single(type => type.Name == typeName);

        CheckpointWriter.Write(_folder["one"], [new("x", type, [1], bytes)]);
        using var checkpoint = Checkpoint.Open(_folder["one"]);

        Assert.Equal([expected], checkpoint["x"].ToFloats());
    }

    [Fact]
    public void Eight_bit_floats_are_read_as_raw_bytes_with_the_name_of_their_type()
    {
        var type = StoredType.All.Single(type => type.Name == "F8_E4M3");

        CheckpointWriter.Write(_folder["one"], [new("x", type, [3], new byte[] { 1, 2, 3 })]);
        using var checkpoint = Checkpoint.Open(_folder["one"]);

        Assert.Equal("F8_E4M3", checkpoint["x"].Type.Name);
        Assert.Equal([1, 2, 3], checkpoint["x"].Bytes.ToArray());
        Assert.Throws<CheckpointException>(() => checkpoint["x"].ToFloats());
    }

    [Fact]
    public void Every_tensor_type_has_one_stored_form()
    {
        foreach (var dtype in Enum.GetValues<DType>())
            Assert.Equal(dtype, StoredType.Of(dtype).DType);
    }

    [Fact]
    public void A_file_whose_data_is_not_aligned_is_read_all_the_same()
    {
        var path = _folder.WriteRaw("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} """, 8);

        using var checkpoint = Checkpoint.Open(path);

        Assert.Equal(BitConverter.UInt32BitsToSingle(0x07060504), checkpoint["x"].Values<float>()[1]);
    }

    [Fact]
    public void Values_of_another_type_are_refused()
    {
        CheckpointWriter.Write(_folder["one"], [CheckpointTensor.OfFloats("x", [1], [1])]);
        using var checkpoint = Checkpoint.Open(_folder["one"]);

        var error = Assert.Throws<CheckpointException>(() => { checkpoint["x"].Values<int>(); });
        Assert.Contains("expected elements stored as Int32, got F32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_is_not_there_is_answered_with_names_that_come_close()
    {
        CheckpointWriter.Write(_folder["one"], [CheckpointTensor.OfFloats("blocks.0.to_q.weight", [1], [1])]);
        using var checkpoint = Checkpoint.Open(_folder["one"]);

        var error = Assert.Throws<CheckpointException>(() => checkpoint["blocks.1.to_q.weight"]);

        Assert.Contains("such as 'blocks.0.to_q.weight'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_checkpoint_gives_no_bytes()
    {
        CheckpointWriter.Write(_folder["one"], [CheckpointTensor.OfFloats("x", [1], [1])]);
        var checkpoint = Checkpoint.Open(_folder["one"]);
        var entry = checkpoint["x"];

        checkpoint.Dispose();
        checkpoint.Dispose();

        Assert.Throws<ObjectDisposedException>(() => entry.ToFloats());
    }

    [Fact]
    public void Shards_read_as_one_checkpoint()
    {
        CheckpointWriter.Write(_folder["model-1.safetensors"], [CheckpointTensor.OfFloats("a", [1], [1])]);
        CheckpointWriter.Write(_folder["model-2.safetensors"], [CheckpointTensor.OfFloats("b", [1], [2])]);
        WriteIndex(new() { ["a"] = "model-1.safetensors", ["b"] = "model-2.safetensors" });

        using var byIndex = Checkpoint.Open(_folder["model.safetensors.index.json"]);
        using var byFolder = Checkpoint.Open(_folder.Path);

        Assert.Equal([2f], byIndex["b"].ToFloats());
        Assert.Equal([1f], byFolder["a"].ToFloats());
    }

    [Fact]
    public void Everything_that_is_wrong_with_the_shards_is_said_at_once()
    {
        CheckpointWriter.Write(_folder["model-1.safetensors"], [CheckpointTensor.OfFloats("stray", [1], [1])]);
        WriteIndex(new() { ["a"] = "model-1.safetensors", ["b"] = "model-2.safetensors" });

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(_folder["model.safetensors.index.json"]));

        Assert.Contains("shard 'model-2.safetensors' is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("'a' is not in model-1.safetensors", error.Message, StringComparison.Ordinal);
        Assert.Contains("'stray' is in model-1.safetensors", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("")]
    public void An_index_cannot_reach_out_of_its_folder(string shard)
    {
        WriteIndex(new() { ["a"] = shard });

        Assert.Throws<CheckpointException>(() => Checkpoint.Open(_folder["model.safetensors.index.json"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"weight_map":{"a":1}}""")]
    [InlineData("""{"weight_map":{"a":"x","a":"y"}}""")]
    [InlineData("""{"weight_map":{"\ud800":"x"}}""")]
    public void A_broken_index_is_one_clear_error(string json)
    {
        File.WriteAllText(_folder["model.safetensors.index.json"], json);

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(_folder["model.safetensors.index.json"]));

        Assert.StartsWith(_folder["model.safetensors.index.json"], error.Message, StringComparison.Ordinal);
    }

    private void WriteIndex(Dictionary<string, string> shardOf) => File.WriteAllText(
        _folder["model.safetensors.index.json"],
            JsonSerializer.Serialize(new { metadata = new { total_size = 8 }, weight_map = shardOf }));
}
