using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Alignment.Training;

/// <summary>What a batch costs.</summary>
/// <param name="Total">The number to make smaller, with its history.</param>
/// <param name="Terms">Its parts by name, for the log.</param>
/// <param name="Tape">
/// Holds the rest of the history where blocks are run again to save memory; absent where none are.
/// </param>
public sealed record TrainingLoss(Tensor Total, IReadOnlyDictionary<string, Tensor> Terms, BlockTape? Tape = null)
{
    /// <summary>Adds the gradient to every weight, and empties the tape.</summary>
    /// <param name="partCount">Of how many such losses the step's is the mean.</param>
    internal void Backward(int partCount)
    {
        using var tape = Tape;
        var scaled = Total / partCount;
        if (tape is null)
            Gradients.Backward(scaled);
        else
            tape.Backward(scaled);
    }
}
