using System.Text;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tests.Checkpoints;

public sealed class HostileCheckpointTests : IDisposable
{
    private readonly CheckpointFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}""", "to end between 0 and 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "to begin at 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "to begin at 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "all 8 bytes of data, got 4")]
    [InlineData("{}", "all 8 bytes of data, got 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "to begin at 4")]
    [InlineData("""{"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "'x' twice")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "12 bytes for F32[3], got 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", "below 2⁶³")]
    [InlineData("""{"x":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807,9223372036854775807],"data_offsets":[0,8]}}""", "below 2⁶³")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "whole numbers")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "whole numbers")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", "whole numbers")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551615]}}""", "whole numbers")]
    [InlineData("""{"x":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", "whole numbers")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "two data_offsets")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", "two data_offsets")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2]}}""", "two data_offsets")]
    [InlineData("""{"x":{"dtype":"Q9","shape":[2],"data_offsets":[0,8]}}""", "a known dtype, got 'Q9'")]
    [InlineData("""{"x":{"dtype":"F4","shape":[3],"data_offsets":[0,8]}}""", "whole bytes")]
    [InlineData("""{"x":{"dtype":1,"shape":[2],"data_offsets":[0,8]}}""", "expected String, got Number")]
    [InlineData("""{"x":{"dtype":"U8","dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "once each, got 'dtype'")]
    [InlineData("""{"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8],"strides":[1]}}""", "got 'strides'")]
    [InlineData("""{"x":[]}""", "expected StartObject, got StartArray")]
    [InlineData("""{"__metadata__":{"a":1}}""", "expected String, got Number")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", "'a' twice")]
    [InlineData("""{"__metadata__":null}""", "expected StartObject, got Null")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "something else")]
    [InlineData("""{"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}{}""", "something else")]
    [InlineData("""{"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}""", "something else")]
    [InlineData(""" {"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "expected '{' first, got byte 0x20")]
    [InlineData("[]", "expected '{' first")]
    [InlineData("", "got nothing")]
    public void A_header_that_breaks_the_rules_is_one_clear_error(string header, string expected)
    {
        var path = _folder.WriteRaw(header, dataByteCount: 8);

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(path));

        Assert.Equal(path, error.Path);
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(100_000_000UL)]
    [InlineData(11UL)]
    public void A_header_length_beyond_the_file_allocates_nothing(ulong claimed)
    {
        var path = _folder.WriteRaw("{}", dataByteCount: 8, claimed);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(path));

        Assert.Contains($"at most the 10 bytes that follow, got a length of {claimed}", error.Message,
            StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void A_header_of_a_hundred_megabytes_is_refused_unread()
    {
        var path = _folder["long.safetensors"];
        using (var stream = File.Create(path))
        {
            stream.Write(BitConverter.GetBytes(100_000_000UL));
            stream.WriteByte((byte)'{');
            stream.SetLength(100_000_008);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(path));

        Assert.Contains("expected at most 33554432 bytes, got 100000000", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused()
    {
        var header = Encoding.UTF8.GetBytes("""{"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""");
        header[2] = 0xff;

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(_folder.WriteRaw(header, 8)));

        Assert.Contains("expected UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_JSON_is_refused_before_the_stack_is_spent()
    {
        var header = "{\"x\":" + new string('[', 1_000_000) + new string(']', 1_000_000) + "}";

        Assert.Throws<CheckpointException>(() => Checkpoint.Open(_folder.WriteRaw(header, 8)));
    }

    [Fact]
    public void A_shape_of_a_million_axes_is_refused()
    {
        var axes = string.Join(',', Enumerable.Repeat(1, 1_000_000));

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(
            _folder.WriteRaw($$$"""{"x":{"dtype":"U8","shape":[{{{axes}}}],"data_offsets":[0,8]}}""", 8)));

        Assert.Contains("at most 64 axes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_name_cannot_fill_or_steer_the_terminal()
    {
        var name = "\\u001b[2J" + new string('n', 100_000);

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(
            _folder.WriteRaw($$$"""{"{{{name}}}":{"dtype":"U8","shape":[9],"data_offsets":[0,8]}}""", 8)));

        Assert.True(error.Message.Length < 1000);
        Assert.DoesNotContain('\u001b', error.Message);
    }

    [Fact]
    public void Files_that_are_no_checkpoints_are_told_apart()
    {
        File.WriteAllBytes(_folder["empty.safetensors"], []);
        File.WriteAllBytes(_folder["short.safetensors"], [1, 2, 3]);

        Assert.Contains("got 0", ErrorOf("empty.safetensors"), StringComparison.Ordinal);
        Assert.Contains("got 3", ErrorOf("short.safetensors"), StringComparison.Ordinal);
        Assert.Contains("Could not find file", ErrorOf("missing.safetensors"), StringComparison.Ordinal);
        Assert.Contains("got 2. Name the file", ErrorOf("."), StringComparison.Ordinal);
    }

    private string ErrorOf(string name) =>
        Assert.Throws<CheckpointException>(() => Checkpoint.Open(_folder[name])).Message;
}
