using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Training;

/// <summary>What is trained, on what, and towards what; <see cref="TrainingLoop{TSample}"/> does the rest.</summary>
/// <typeparam name="TSample">
/// What one sample is; it owns no tensors, since samples are made on another thread.
/// </typeparam>
public interface ITrainingTask<TSample>
{
    /// <summary>The network; weights that record gradients are trained and saved.</summary>
    Module Network { get; }

    /// <summary>Whether a weight is a matrix or kernel between hidden layers, as Muon trains them.</summary>
    /// <param name="weight">A weight of the network.</param>
    /// <returns>False for biases, norms, embeddings and the layers that read or write data.</returns>
    bool IsHiddenMatrix(NamedParameter weight);

    /// <summary>Additions and multiplications of one sample, forward and backward.</summary>
    double OperationsPerSample { get; }

    /// <summary>Makes a sample on the thread that works ahead.</summary>
    /// <param name="index">Number of the sample; the same number gives the same sample.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The sample.</returns>
    TSample Sample(long index, CancellationToken token);

    /// <summary>The loss of a batch, recorded.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="generator">Every random number of the batch comes from here.</param>
    /// <returns>The loss; its tensors belong to the caller's scope.</returns>
    TrainingLoss Loss(IReadOnlyList<TSample> batch, Generator generator);

    /// <summary>Looks at the network while it holds the averaged weights: measures, draws, exports.</summary>
    /// <param name="folder">Folder of the run, for what is exported.</param>
    /// <param name="step">
    /// How many steps were taken; the same step is inspected again when a run was killed before it was saved.
    /// </param>
    /// <returns>What was found.</returns>
    TrainingInspection Inspect(string folder, long step);

    /// <summary>
    /// Whether inspections have shown that more steps would not help; a task that does not say goes on.
    /// </summary>
    /// <param name="folder">Folder of the run, which holds what earlier sittings found.</param>
    /// <param name="step">How many steps were taken; what was found after it does not count.</param>
    /// <returns>True to end the run here.</returns>
    bool IsEnough(string folder, long step) => false;
}
