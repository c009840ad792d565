using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Diffusion;

/// <summary>Clips whose sampling can be interrupted, looked at, and gone on with or given up.</summary>
/// <remarks>
/// Steps are the ones that <see cref="VideoGenerator.Generate"/> takes, however they are divided: the bytes of a
/// finished clip do not change. Tensors belong to the caller's scope, which lives as long as the clips are in hand.
/// </remarks>
public sealed class UnfinishedClips : IDisposable
{
    private readonly GenerationRequest _request;
    private readonly Func<Tensor, double, Tensor> _predict;
    private readonly Generator[] _generators;
    private readonly KnownFrames? _known;
    private readonly Shape _shape;
    private SamplerState _state;

    internal UnfinishedClips(
        GenerationRequest request, Tensor start, Func<Tensor, double, Tensor> predict, Generator[] generators,
        KnownFrames? known)
    {
        (_request, _predict, _generators, _known) = (request, predict, generators, known);
        (_shape, _state) = (start.Shape, new(start));
    }

    /// <summary>Steps that were taken.</summary>
    public int StepsTaken => _state.StepIndex;

    /// <summary>Steps that the clips take in all, the first frame's own not counted.</summary>
    public int StepCount => _request.Plan.Steps.Count;

    /// <summary>Whether every step was taken.</summary>
    public bool IsFinished => StepsTaken == StepCount;

    /// <summary>Takes steps, at most those that are left.</summary>
    /// <param name="stepCount">How many, at least 0.</param>
    /// <param name="progress">Told after every step how many were taken.</param>
    /// <param name="cancellation">Ends the work before its next step.</param>
    public void Advance(int stepCount, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stepCount);
        using var paused = new RecordingScope(GradientRecording.Off);
        for (var last = Math.Min(StepCount, StepsTaken + stepCount); StepsTaken < last;)
        {
            cancellation.ThrowIfCancellationRequested();
            _state = _request.Sampler.Step(_request.Plan, _state, _predict, Noise);
            progress?.Invoke(StepsTaken);
        }
    }

    /// <summary>The clean latents as the last step estimates them: what the clips will look like.</summary>
    /// <returns>float32[B, C, f, h, w], the given frames exact; absent before the first step.</returns>
    public Tensor? CleanEstimate() => _state.CleanEstimate is { } estimate ? WithKnown(estimate) : null;

    /// <summary>The latents where the sampler stands; of finished clips the clips themselves.</summary>
    /// <returns>float32[B, C, f, h, w].</returns>
    public Tensor Latents() => WithKnown(_state.Sample);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var generator in _generators)
            generator.Dispose();
    }

    private Tensor WithKnown(Tensor latents)
    {
        using var scope = new TensorScope();
        return scope.Keep(
            _known is null ? latents.Share() : latents * (1 - _known.Mask) + _known.Latents * _known.Mask);
    }

    private Tensor Noise() => Tensor.Stack([.. _generators.Select(generator => generator.Normal([.. _shape.Skip(1)]))]);
}
