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

    [Fact]
    public void A_file_with_changed_bytes_opens_or_is_one_clear_error() =>
        Check.One(Repeatable.WithMaxTest(1000),
            Prop.ForAll(Tensors().ToArbitrary(), Edits().ToArbitrary(), (tensors, edits) =>
        {
            CheckpointWriter.Write(_folder["good.safetensors"], tensors);
            var bytes = File.ReadAllBytes(_folder["good.safetensors"]);
            foreach (var (place, value) in edits)
                bytes[place % bytes.Length] = value;
            File.WriteAllBytes(_folder["bad.safetensors"],
                bytes[..(edits.Length % 3 == 2 ? edits[0].Place % bytes.Length : bytes.Length)]);

            return OpensOrExplains(_folder["bad.safetensors"]);
        }));

    private static bool OpensOrExplains(string path)
    {
        try
        {
            using var checkpoint = Checkpoint.Open(path);
            return checkpoint.Entries.Values.Sum(entry => entry.Bytes.Length) <= new FileInfo(path).Length;
        }
        catch (CheckpointException e)
        {
            return e.Path == path;
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
         from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements("0189-{}[]\":,eE. ".ToCharArray())
             .Select(letter => (int)letter))
         select (place, (byte)value)).NonEmptyListOf().Resize(6).Select(edits => edits.ToArray());
}
