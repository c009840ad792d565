using Plumbline.Tensors;
using Plumbline.Vision;

namespace Plumbline.Alignment.Training;

/// <summary>Pairs as tensors: winners in the first half of each, losers in the second.</summary>
/// <param name="Captions">One for each pair.</param>
/// <param name="IsFirstGiven">Whether each pair's first frame was given.</param>
/// <param name="Latents">Clean latents, float32[2B, C, f, h, w].</param>
/// <param name="Rays">Cameras, float32[2B, 6, F, h, w]; zeros for a pair without; absent where none has any.</param>
/// <param name="Weights">How much positions count, float32[2B, 1, f, h, w]; absent where every pair has none.</param>
internal sealed record PreferenceBatch(
    IReadOnlyList<string> Captions, IReadOnlyList<bool> IsFirstGiven, Tensor Latents, Tensor? Rays, Tensor? Weights)
{
    /// <summary>Which latent frames of the clips these are, rising from 0; all of them when absent.</summary>
    public IReadOnlyList<int>? Frames { get; private init; }

    /// <summary>How many pairs there are.</summary>
    public int Count => Captions.Count;

    /// <summary>The same pairs, some without their words.</summary>
    /// <param name="draws">A uniform number of each pair, 0 to 1.</param>
    /// <param name="share">Pairs whose number lies below it lose their words.</param>
    public PreferenceBatch WithoutWords(IReadOnlyList<float> draws, double share) =>
        this with { Captions = [.. Captions.Select((caption, i) => draws[i] < share ? "" : caption)] };

    /// <summary>The same pairs with few of their latent frames: the first and others drawn at random.</summary>
    /// <param name="count">How many frames stay, at least 1; all where there are no more.</param>
    /// <param name="generator">Draws the frames, the same ones of every clip.</param>
    /// <returns>The batch; its tensors belong to the caller's scope.</returns>
    public PreferenceBatch WithFrames(int count, Generator generator)
    {
        var others = (int)Latents.Shape[2] - 1;
        if (count > others)
            return this;
        float[] draws = generator.Uniform([others]).ToArray<float>();
        return Keeping([0, .. Enumerable.Range(1, others).OrderBy(frame => draws[frame - 1]).Take(count - 1).Order()]);
    }

    /// <summary>Puts pairs together.</summary>
    /// <param name="samples">The pairs.</param>
    /// <param name="dtype">Type of the tensors.</param>
    /// <returns>The batch; its tensors belong to the caller's scope.</returns>
    /// <exception cref="InvalidDataException">Clips of several sizes stand in one batch.</exception>
    public static PreferenceBatch Of(IReadOnlyList<PreferenceSample> samples, DType dtype)
    {
        foreach (var sample in samples)
            sample.Validate();
        var extents = samples[0].LatentShape;
        if (samples.FirstOrDefault(sample => !sample.LatentShape.SequenceEqual(extents)) is { } other)
            throw new InvalidDataException(
                $"Preference batch: expected latents of one size, got [{string.Join(", ", extents)}] of "
                + $"{samples[0].PromptId} and [{string.Join(", ", other.LatentShape)}] of {other.PromptId}. "
                + "Train with --batch 1, or on pairs of one size.");
        var (c, f, h, w) = (extents[0], extents[1], extents[2], extents[3]);
        var count = samples.Count;
        Tensor Both(Func<PreferenceSample, float[]> winner, Func<PreferenceSample, float[]> loser, params long[] shape)
        {
            using var scope = new TensorScope();
            float[] values = [.. samples.SelectMany(winner), .. samples.SelectMany(loser)];
            return scope.Keep(Tensor.From<float>(values, [2 * count, .. shape], Device.Cpu).To(dtype));
        }

        Tensor? rays = null;
        if (samples.Any(sample => sample.Rays is not null))
        {
            var rayCount = samples.Max(sample => sample.Rays?.Length ?? 0);
            if (samples.Any(sample => sample.Rays is { } own && own.Length != rayCount))
                throw new InvalidDataException(
                    "Preference batch: expected cameras of equally many frames, got several. Train with --batch 1.");
            float[] Of(PreferenceSample sample) => sample.Rays ?? new float[rayCount];
            rays = Both(Of, sample => sample.LoserRays
                ?? Of(sample), PlueckerRays.Channels, rayCount / (PlueckerRays.Channels * h * w), h, w);
        }

        Tensor? weights = null;
        if (samples.Any(sample => sample.WinnerWeights is not null || sample.LoserWeights is not null))
        {
            float[] Or(float[]? own) => own ?? [.. Enumerable.Repeat(1f, f * h * w)];
            weights = Both(sample => Or(sample.WinnerWeights), sample => Or(sample.LoserWeights), 1, f, h, w);
        }

        return new(
            [.. samples.Select(sample => sample.Caption)],
            [.. samples.Select(sample => sample.IsFirstFrameGiven && f > 1)],
            Both(sample => sample.Winner, sample => sample.Loser, c, f, h, w), rays, weights);
    }

    private PreferenceBatch Keeping(IReadOnlyList<int> frames)
    {
        static Tensor Kept(Tensor tensor, IEnumerable<long> indices)
        {
            using var scope = new TensorScope();
            long[] all = [.. indices];
            return scope.Keep(tensor.IndexSelect(2, Tensor.From<long>(all, [all.Length], Device.Cpu)));
        }

        // The first latent frame stands for one frame of the video, each later one for a stride of them.
        var latentFrames = frames.Select(frame => (long)frame);
        IEnumerable<long> VideoFrames(long count)
        {
            var stride = (count - 1) / (Latents.Shape[2] - 1);
            return latentFrames.SelectMany(frame => frame == 0
                ? [0] : Enumerable.Range(1, (int)stride).Select(i => (frame - 1) * stride + i));
        }

        return this with
        {
            Frames = frames,
            Latents = Kept(Latents, latentFrames),
            Rays = Rays is null ? null : Kept(Rays, VideoFrames(Rays.Shape[2])),
            Weights = Weights is null ? null : Kept(Weights, latentFrames),
        };
    }
}
