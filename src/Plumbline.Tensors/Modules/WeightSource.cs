using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tensors.Modules;

/// <summary>Where a network's weights come from: a checkpoint, or a seeded generator.</summary>
public abstract class WeightSource
{
    private protected WeightSource()
    {
    }

    /// <summary>What messages call the source: the path of the checkpoint.</summary>
    public abstract string Name { get; }

    /// <summary>The names that the source holds; empty when it makes up any.</summary>
    internal abstract IReadOnlyCollection<string> Names { get; }

    /// <summary>Weights of a checkpoint, by their names in it.</summary>
    /// <param name="checkpoint">An open checkpoint; it must stay open while weights are read, and no longer.</param>
    /// <returns>The source.</returns>
    public static WeightSource From(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new CheckpointWeights(checkpoint);
    }

    /// <summary>
    /// Weights of a checkpoint of a network without some part; those of the part begin as their modules initialise them.
    /// </summary>
    /// <param name="checkpoint">An open checkpoint; it must stay open while weights are read, and no longer.</param>
    /// <param name="generator">Draws what is missing of the part; on the device where the network lives.</param>
    /// <param name="newPart">
    /// Name of the part, such as <c>attn3</c>, anywhere in the network; a weight that is missing elsewhere is missing.
    /// </param>
    /// <returns>The source.</returns>
    public static WeightSource From(Checkpoint checkpoint, Generator generator, string newPart)
    {
        ArgumentException.ThrowIfNullOrEmpty(newPart);
        return new ExtendedWeights(From(checkpoint), Fresh(generator), $".{newPart}.");
    }

    /// <summary>Fresh weights, each as its module initialises it.</summary>
    /// <param name="generator">
    /// Draws them in the order in which modules ask; on the device where the network lives.
    /// </param>
    /// <returns>The source.</returns>
    public static WeightSource Fresh(Generator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return new FreshWeights(generator);
    }

    /// <summary>The weight of a name.</summary>
    /// <returns>The weight, or nothing and the problem in words.</returns>
    internal abstract Tensor? Find(
        string name, Shape shape, Initialization initialization, DType dtype, Device device, out string problem);

    private sealed class FreshWeights(Generator generator) : WeightSource
    {
        public override string Name => $"fresh weights of seed {generator.Seed}";

        internal override IReadOnlyCollection<string> Names => [];

        internal override Tensor? Find(
            string name, Shape shape, Initialization initialization, DType dtype, Device device, out string problem)
        {
            problem = $"{name}: expected a generator on {device}, got {generator}";
            return generator.Device == device ? initialization.Draw(shape, generator, dtype) : null;
        }
    }

    private sealed class ExtendedWeights(WeightSource kept, WeightSource fresh, string newPart) : WeightSource
    {
        public override string Name => kept.Name;

        internal override IReadOnlyCollection<string> Names => kept.Names;

        internal override Tensor? Find(
            string name, Shape shape, Initialization initialization, DType dtype, Device device, out string problem) =>
            (name.Contains(newPart, StringComparison.Ordinal) && !kept.Names.Contains(name) ? fresh : kept).Find(
                name, shape, initialization, dtype, device, out problem);
    }

    private sealed class CheckpointWeights(Checkpoint checkpoint) : WeightSource
    {
        private const int PieceBytes = 1 << 30;

        public override string Name => checkpoint.Path;

        internal override IReadOnlyCollection<string> Names { get; } = [.. checkpoint.Entries.Keys];

        internal override Tensor? Find(
            string name, Shape shape, Initialization initialization, DType dtype, Device device, out string problem)
        {
            problem = $"{name}: the model expects {shape}, the file has no such weight";
            if (!checkpoint.TryGet(name, out var entry))
                return null;
            problem = $"{name}: the model expects {shape}, the file has [{string.Join(", ", entry.Shape)}]";
            if (!shape.SequenceEqual(entry.Shape))
                return null;
            problem = $"{name}: expected elements that the engine can compute with, got {entry.Type}";
            return entry.Type.DType is { } stored ? Read(entry, shape, stored, dtype, device) : null;
        }

        private static Tensor Read(CheckpointEntry entry, Shape shape, DType stored, DType dtype, Device device)
        {
            using var scope = new TensorScope();
            if (entry.ByteCount <= PieceBytes)
                return scope.Keep(Tensor.FromBytes(entry.Bytes, shape, stored, Device.Cpu).To(device, dtype));
            // Embeddings of large vocabularies exceed what one span can hold.
            var whole = Tensor.Empty([entry.ElementCount], dtype, device);
            for (long offset = 0; offset < entry.ByteCount; offset += PieceBytes)
            {
                using var pieceScope = new TensorScope();
                var bytes = entry.Slice(offset, (int)Math.Min(PieceBytes, entry.ByteCount - offset));
                var piece = Tensor.FromBytes(bytes, [bytes.Length / stored.ByteCount()], stored, Device.Cpu);
                var start = offset / stored.ByteCount();
                whole.Slice(0, start, start + piece.ElementCount).CopyFrom(piece);
            }

            return scope.Keep(whole.Reshape(shape.ToArray()));
        }
    }
}
