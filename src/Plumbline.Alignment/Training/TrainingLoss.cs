using Plumbline.Tensors;

namespace Plumbline.Alignment.Training;

/// <summary>What a batch costs.</summary>
/// <param name="Total">The number to make smaller, with its history.</param>
/// <param name="Terms">Its parts by name, for the log.</param>
public sealed record TrainingLoss(Tensor Total, IReadOnlyDictionary<string, Tensor> Terms);
