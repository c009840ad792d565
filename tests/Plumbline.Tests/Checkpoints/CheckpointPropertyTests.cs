using FsCheck;
using FsCheck.Fluent;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tests.Checkpoints;

public sealed class CheckpointPropertyTests : IDisposable
{
    private static readonly Config Repeatable =
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(200)
            .WithReplay(new Replay(new Rnd(20260205, 7), null));

    private readonly CheckpointFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_tensors_survive_the_round_trip() =>
        Check.One(Repeatable, Prop.ForAll(Tensors().ToArbitrary(), tensors =>
        {
            CheckpointWriter.Write(_folder["any.safetensors"], tensors);
            using var checkpoint = Checkpoint.Open(_folder["any.safetensors"]);

            return checkpoint.Entries.Count == tensors.Length && tensors.All(tensor =>
                checkpoint.TryGet(tensor.Name, out var entry)
                && entry.Type == tensor.Type
                && entry.Shape.SequenceEqual(tensor.Shape)
                && entry.Bytes.SequenceEqual(tensor.Bytes.Span));
        }));

    /// <remarks>
    /// PLUMBLINE_FUZZ_COUNT makes it a campaign; its seed is fixed, so that a failure can be run again.
    /// </remarks>
    [Fact]
    public void A_file_with_changed_bytes_opens_or_is_one_clear_error()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("PLUMBLINE_FUZZ_COUNT"), out var given)
            ? given
            : 400;
        var (good, bad) = (_folder["good.safetensors"], _folder["bad.safetensors"]);
        var (openedCount, refusedCount) = (0, 0);

        var campaign = Prop.ForAll(Tensors().ToArbitrary(), Edits().ToArbitrary(), (tensors, edits) =>
        {
            CheckpointWriter.Write(good, tensors);
            var bytes = File.ReadAllBytes(good);
            Apply(edits, bytes);
            var length = edits.Length % 3 == 2 ? edits[0].Place % bytes.Length : bytes.Length;
            File.WriteAllBytes(bad, bytes[..length]);
            _ = OpensOrExplains(bad) ? openedCount++ : refusedCount++;
        });
        Check.One(Repeatable.WithMaxTest(count), campaign);

        TestContext.Current.TestOutputHelper?.WriteLine($"{openedCount} opened, {refusedCount} refused");
        // A campaign in which every file opens, or none, has tested nothing.
        Assert.True(openedCount > count / 100 && refusedCount > count / 100);
    }

    [Fact]
    public void An_index_with_changed_bytes_opens_or_is_one_clear_error()
    {
        CheckpointWriter.Write(_folder["a.safetensors"], [CheckpointTensor.OfFloats("x", [1], [1])]);
        var json = """{"metadata":{"total_size":4},"weight_map":{"x":"a.safetensors"}}"""u8.ToArray();
        var index = _folder["a.safetensors.index.json"];

        Check.One(Repeatable, Prop.ForAll(Edits().ToArbitrary(), edits =>
        {
            byte[] bytes = [.. json];
            Apply(edits, bytes);
            File.WriteAllBytes(index, bytes);
            OpensOrExplains(index);
        }));
    }

    /// <summary>Whether a file opened, every byte of it readable; anything but a clear error fails the test.</summary>
    private static bool OpensOrExplains(string path)
    {
        try
        {
            using var checkpoint = Checkpoint.Open(path);
            foreach (var entry in checkpoint.Entries.Values)
                Assert.Equal(entry.ByteCount, entry.Bytes.ToArray().Length);
            return true;
        }
        catch (CheckpointException e)
        {
            Assert.StartsWith(e.Path, e.Message, StringComparison.Ordinal);
            return false;
        }
    }

    /// <summary>
    /// A digit goes where the next digit stands, so that many files are still JSON with false numbers.
    /// </summary>
    private static void Apply((int Place, byte Value)[] edits, byte[] bytes)
    {
        foreach (var (place, value) in edits)
        {
            var at = place % bytes.Length;
            var digit = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
            bytes[char.IsAsciiDigit((char)value) && digit >= 0 ? at + digit : at] = value;
        }
    }

    private static Gen<CheckpointTensor[]> Tensors() =>
        Tensor().ArrayOf().Resize(6).Select(tensors => tensors.DistinctBy(tensor => tensor.Name).ToArray());

    private static Gen<CheckpointTensor> Tensor() =>
        from name in Gen.Elements("a", "b.weight", "", "наклон", "\"quoted\\\"", "\u0007bell", "𝛂", "c/d", "__metadata")
        from type in Gen.Elements<StoredType>(StoredType.All.Where(type => type.BitsPerElement % 8 == 0))
        from shape in Gen.Choose(0, 3).Select(extent => (long)extent).ArrayOf().Resize(4)
        let byteCount = (int)shape.Aggregate(type.BitsPerElement / 8L, (product, extent) => product * extent)
        from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(byteCount)
        select new CheckpointTensor(name, type, shape, bytes);

    private static Gen<(int Place, byte Value)[]> Edits() =>
        (from place in Gen.Frequency((3, Gen.Choose(0, 200)), (1, Gen.Choose(0, 1_000_000)))
         from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements("00112345678999-{}[]\":,eE. ".ToCharArray())
             .Select(letter => (int)letter))
         select (place, (byte)value)).NonEmptyListOf().Resize(6).Select(edits => edits.ToArray());
}
