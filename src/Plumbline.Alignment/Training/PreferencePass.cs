using Plumbline.Alignment.Objectives;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Alignment.Training;

/// <summary>Measures how a network, with its adapter and without, denoises winners and losers.</summary>
/// <remarks>
/// Winner, loser and reference share one noise and one time, so that what they differ in is the clip and the adapter
/// alone. Winners and losers go through the network together; the reference is the same network with the adapter off,
/// and what stands before the adapter's first layer is computed once for both.
/// </remarks>
/// <param name="denoiser">The network; it must predict the flow.</param>
/// <param name="text">Reads the captions; it is not trained.</param>
/// <param name="adapter">The adapter on the network.</param>
/// <param name="weighting">Whether positions count by the pairs' weights.</param>
internal sealed class PreferencePass(
    IDenoiser denoiser, ITextEncoder text, NetworkAdapter adapter, ErrorWeighting weighting)
{
    /// <summary>What is computed besides the network's own errors.</summary>
    [Flags]
    public enum Extras
    {
        None = 0,
        Reference = 1,
        Stillness = 3,
    }

    /// <summary>The errors of a batch.</summary>
    /// <param name="batch">The pairs.</param>
    /// <param name="noise">Noise of each pair, [B, C, f, h, w].</param>
    /// <param name="times">Noise share of each pair, 0 to 1, [B].</param>
    /// <param name="extras">What else to compute.</param>
    /// <param name="tape">Given to trade time for memory; the loss then goes through its backward pass.</param>
    /// <returns>The errors, those with the adapter recorded; they belong to the caller's scope.</returns>
    public PreferenceErrors Run(
        PreferenceBatch batch, Tensor noise, Tensor times, Extras extras, BlockTape? tape = null)
    {
        if (weighting == ErrorWeighting.Dense && batch.Weights is null)
            throw new InvalidDataException(
                "Dense preference: expected weights for every position of the clips, got none. "
                + "Judge the candidates with maps, or choose an objective that is not dense.");
        using var scope = new TensorScope();

        // 1. What all passes are given.
        var (allNoise, allTimes) = (Twice(noise), Twice(times));
        var noised = RectifiedFlow.AddNoise(batch.Latents, allNoise, allTimes);                  // [2B, C, f, h, w]
        var target = RectifiedFlow.Target(batch.Latents, allNoise);
        var known = KnownFrames.First(batch.Latents, [.. batch.IsFirstGiven, .. batch.IsFirstGiven]);
        var unknown = 1 - known.Mask;                                                            // [2B, 1, f, 1, 1]
        var conditioning = new Conditioning
        {
            Text = Text(batch),
            Known = known,
            Rays = batch.Rays,
            Frames = batch.Frames,
        };
        var weights = weighting == ErrorWeighting.Dense ? batch.Weights : null;

        // 2. The reference first: it leaves no record behind that would take memory.
        var predict = denoiser.Begin(noised, allTimes * 1000, conditioning);
        Tensor? reference = null;
        if (extras != Extras.None)
        {
            using var paused = new RecordingScope(GradientRecording.Off);
            using var off = adapter.Pause();
            reference = predict(null);
        }

        // 3. The network with its adapter.
        var predicted = predict(tape);
        var own = ClipError.Of(predicted, target, unknown, weights).Chunk(2, 0);                 // [B], [B]
        var errors = new PreferenceErrors(scope.Keep(own[0]), scope.Keep(own[1]), times);
        if (reference is null)
            return errors;
        var before = ClipError.Of(reference, target, unknown, weights).Chunk(2, 0);
        return errors with
        {
            ReferenceWinner = scope.Keep(before[0]),
            ReferenceLoser = scope.Keep(before[1]),
            Stillness = extras == Extras.Stillness
                ? scope.Keep(Objectives.Stillness.Of(
                    Winners(predicted), Winners(reference), Winners(noised), times, Winners(unknown)))
                : null,
        };
    }

    private TextEmbedding Text(PreferenceBatch batch)
    {
        using var paused = new RecordingScope(GradientRecording.Off);
        var read = text.Encode(batch.Captions);
        return new(Twice(read.Values), Twice(read.Mask));
    }

    private static Tensor Winners(Tensor tensor) => tensor.Chunk(2, 0)[0];

    private static Tensor Twice(Tensor tensor) => Tensor.Concat([tensor, tensor], 0);
}
