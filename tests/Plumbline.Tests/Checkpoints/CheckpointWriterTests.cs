using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tests.Checkpoints;

public sealed class CheckpointWriterTests : IDisposable
{
    private readonly CheckpointFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_but_the_checkpoint_is_left_in_the_folder()
    {
        CheckpointWriter.Write(_folder["model.safetensors"], [CheckpointTensor.OfFloats("x", [1], [1])]);
        CheckpointWriter.Write(_folder["model.safetensors"], [CheckpointTensor.OfFloats("x", [1], [2])]);

        using var checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal([2f], checkpoint["x"].ToFloats());
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Writing_where_no_file_can_be_leaves_what_is_there()
    {
        var target = Directory.CreateDirectory(_folder["taken"]).FullName;

        var error = Assert.Throws<CheckpointException>(
            () => CheckpointWriter.Write(target, [CheckpointTensor.OfFloats("x", [1], [1])]));

        Assert.Equal(target, error.Path);
        Assert.Equal([target], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_one_clear_error()
    {
        Assert.Throws<CheckpointException>(
            () => CheckpointWriter.Write(_folder["none/model.safetensors"],
                [CheckpointTensor.OfFloats("x", [1], [1])]));
    }

    [Fact]
    public void A_checkpoint_that_is_open_keeps_its_values_while_it_is_replaced()
    {
        CheckpointWriter.Write(_folder["model.safetensors"], [CheckpointTensor.OfFloats("x", [1], [1])]);
        using var before = Checkpoint.Open(_folder["model.safetensors"]);

        CheckpointWriter.Write(_folder["model.safetensors"], [CheckpointTensor.OfFloats("x", [1], [2])]);

        Assert.Equal([1f], before["x"].ToFloats());
    }

    [Fact]
    public void Names_that_would_not_come_back_are_refused()
    {
        foreach (var name in new[] { "__metadata__", "half\ud800pair" })
            Assert.Throws<ArgumentException>(
                () => CheckpointWriter.Write(_folder["x"], [CheckpointTensor.OfFloats(name, [1], [1])]));
    }

    [Fact]
    public void Bytes_that_do_not_fill_the_shape_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => CheckpointWriter.Write(_folder["x"], [CheckpointTensor.OfFloats("x", [2, 2], [1, 2, 3])]));

    [Fact]
    public void One_name_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => CheckpointWriter.Write(
            _folder["x"], [CheckpointTensor.OfFloats("x", [1], [1]), CheckpointTensor.OfFloats("x", [1], [2])]));
}
