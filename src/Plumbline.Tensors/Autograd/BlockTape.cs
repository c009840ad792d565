namespace Plumbline.Tensors.Autograd;

/// <summary>Trades time for memory: blocks run without a record and run again in the backward pass.</summary>
/// <remarks>
/// Chen et al. 2016, arXiv:1604.06174. A block must give the same result when it runs again, so random numbers come in
/// as arguments. libtorch calls nothing managed; the tape therefore drives the backward pass itself, last block first,
/// and the loss must be handed to <see cref="Backward"/> here. Parameters that a block uses record gradients as ever;
/// other tensors that need a gradient must be among the block's inputs. Memory: inputs and outputs of every block, and
/// the record of one block at a time. Time: one more forward pass.
/// </remarks>
/// <example><code>
/// using var tape = new BlockTape();
/// foreach (var block in blocks)
///     hidden = tape.Run(inputs => block.Forward(inputs[0], inputs[1]), hidden, time);
/// tape.Backward(hidden.Square().Mean());
/// </code></example>
public sealed class BlockTape : IDisposable
{
    private readonly List<Entry> _entries = [];

    /// <summary>Runs a block without a record and remembers how to run it again.</summary>
    /// <param name="block">The block; it must not dispose its inputs.</param>
    /// <param name="inputs">What it is given; the tape keeps them alive until the backward pass.</param>
    /// <returns>
    /// The result, owned by the caller or its scope; gradients stop here until <see cref="Backward"/>.
    /// </returns>
    public Tensor Run(Func<Tensor[], Tensor> block, params Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(inputs);
        Tensor output;
        using (var scope = new TensorScope())
        using (new RecordingScope(GradientRecording.Off))
        {
            var result = block(inputs);
            // A block may return an input unchanged; the leaf below must be a tensor of its own.
            output = scope.Keep(result.Detach());
        }

        output.RecordGradient();
        _entries.Add(new(
            block, Array.ConvertAll(inputs, input => input.Share().OutliveScopes()), output.Share().OutliveScopes()));
        return output;
    }

    /// <summary>
    /// Adds the gradient of a loss to every leaf, running each block once more on the way, and empties the tape.
    /// </summary>
    /// <param name="loss">A single number, computed from the blocks' results.</param>
    /// <exception cref="TorchException">The loss depends on no leaf that records gradients.</exception>
    public void Backward(Tensor loss)
    {
        Gradients.Backward(loss, GraphUse.Keep);
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            using var scope = new TensorScope();
            if (_entries[i].Output.Gradient() is { } gradient)
                Rerun(_entries[i], gradient);
            _entries[i].Dispose();
            _entries.RemoveAt(i);
        }
    }

    /// <summary>Forgets every block.</summary>
    public void Dispose()
    {
        foreach (var entry in _entries)
            entry.Dispose();
        _entries.Clear();
    }

    private static void Rerun(Entry entry, Tensor outputGradient)
    {
        // 1. The block again, recorded, on copies that are leaves.
        var leaves = Array.ConvertAll(entry.Inputs, input =>
        {
            var leaf = input.Detach();
            return input.RequiresGradient ? leaf.RecordGradient() : leaf;
        });
        using var recording = new RecordingScope(GradientRecording.On);
        var output = entry.Block(leaves);
        if (!output.RequiresGradient)
            return;

        // 2. Its own backward pass: parameters receive their gradients, and so do the copies.
        Gradients.Backward([output], [outputGradient]);

        // 3. From the copies on to what the inputs were computed from. Several blocks may share that history, so it is
        // kept.
        for (var i = 0; i < leaves.Length; i++)
        {
            if (entry.Inputs[i].RequiresGradient && leaves[i].Gradient() is { } gradient)
                Gradients.Backward([entry.Inputs[i]], [gradient], GraphUse.Keep);
        }
    }

    private sealed record Entry(Func<Tensor[], Tensor> Block, Tensor[] Inputs, Tensor Output) : IDisposable
    {
        public void Dispose()
        {
            foreach (var input in Inputs)
                input.Dispose();
            Output.Dispose();
        }
    }
}
