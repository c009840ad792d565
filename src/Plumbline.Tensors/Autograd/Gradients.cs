using Plumbline.Tensors.Native;

namespace Plumbline.Tensors.Autograd;

/// <summary>The backward pass: gradients of results with respect to what they were computed from.</summary>
public static class Gradients
{
    /// <summary>Adds the gradient of a loss to every leaf that it depends on.</summary>
    /// <param name="loss">A single number.</param>
    /// <param name="graph">Whether the record of the forward pass survives for another backward pass.</param>
    /// <exception cref="TorchException">
    /// The loss holds several numbers, or depends on no leaf that records gradients.
    /// </exception>
    public static void Backward(Tensor loss, GraphUse graph = GraphUse.Free)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Backward([loss], [null], graph);
    }

    /// <summary>Adds gradients to every leaf that several results depend on.</summary>
    /// <param name="outputs">The results.</param>
    /// <param name="outputGradients">
    /// Gradient with respect to each result; absent for a single number, meaning 1.
    /// </param>
    /// <param name="graph">Whether the record of the forward pass survives for another backward pass.</param>
    /// <exception cref="ArgumentException">There are not as many gradients as results.</exception>
    /// <exception cref="TorchException">
    /// libtorch refused, such as when no result depends on a leaf that records gradients.
    /// </exception>
    public static void Backward(Tensor[] outputs, Tensor?[] outputGradients, GraphUse graph = GraphUse.Free)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(outputGradients);
        if (outputs.Length != outputGradients.Length)
            throw new ArgumentException(
                $"Backward: expected {outputs.Length} output gradients, got {outputGradients.Length}.",
                nameof(outputGradients));
        NativeAutograd.Backward(outputs, outputGradients, graph != GraphUse.Free, graph == GraphUse.KeepAndExtend);
    }

    /// <summary>The gradients of a loss, handed over instead of added up in the leaves.</summary>
    /// <param name="loss">A single number.</param>
    /// <param name="inputs">What to differentiate with respect to.</param>
    /// <param name="graph">Whether the record survives, and whether the gradients can be differentiated again.</param>
    /// <returns>One gradient for each input; absent where the loss does not depend on it.</returns>
    /// <exception cref="TorchException">The loss holds several numbers, or an input records no gradients.</exception>
    public static Tensor?[] Of(Tensor loss, Tensor[] inputs, GraphUse graph = GraphUse.Free)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return Of([loss], [null], inputs, graph);
    }

    /// <summary>The gradients of several results, handed over instead of added up in the leaves.</summary>
    /// <param name="outputs">The results.</param>
    /// <param name="outputGradients">
    /// Gradient with respect to each result; absent for a single number, meaning 1.
    /// </param>
    /// <param name="inputs">What to differentiate with respect to.</param>
    /// <param name="graph">Whether the record survives, and whether the gradients can be differentiated again.</param>
    /// <returns>One gradient for each input; absent where no result depends on it.</returns>
    /// <exception cref="ArgumentException">There are not as many gradients as results.</exception>
    /// <exception cref="TorchException">libtorch refused.</exception>
    public static Tensor?[] Of(
        Tensor[] outputs, Tensor?[] outputGradients, Tensor[] inputs, GraphUse graph = GraphUse.Free)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(outputGradients);
        ArgumentNullException.ThrowIfNull(inputs);
        if (outputs.Length != outputGradients.Length)
            throw new ArgumentException(
                $"Gradients: expected {outputs.Length} output gradients, got {outputGradients.Length}.",
                nameof(outputGradients));
        if (inputs.Length == 0)
            return [];
        var found = NativeAutograd.Gradients(
            outputs, outputGradients, inputs, graph != GraphUse.Free, graph == GraphUse.KeepAndExtend);
        return Array.ConvertAll(found, handle => handle is null ? null : new Tensor(handle));
    }
}
