using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision;

namespace Plumbline.Cli.Generating;

/// <summary>A clip as the model made it.</summary>
/// <param name="Video">Its frames.</param>
/// <param name="Tensors">
/// The sampler's own latents and the rays that it was told, without the axis of the batch.
/// </param>
internal sealed record MadeClip(Video Video, IReadOnlyList<CheckpointTensor> Tensors);
