using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Alignment.Pairs;

/// <summary>What a judge found in each pixel, pooled to the grid of the latents.</summary>
/// <param name="Frames">Latent frames f.</param>
/// <param name="Rows">Height h of the latents.</param>
/// <param name="Columns">Width w of the latents.</param>
/// <param name="ErrorPixels">
/// Mean displacement against the rigid world over the tested pixels of a position, source pixels, float[f × h × w]; 0
/// where nothing was tested, and then without meaning.
/// </param>
/// <param name="Testable">Share of a position's pixels that were tested, 0 to 1, float[f × h × w].</param>
public sealed record LatentEvidence(int Frames, int Rows, int Columns, float[] ErrorPixels, float[] Testable)
{
    private const string Kind = "plumbline.evidence";

    /// <summary>Pools the maps of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="frames">Latent frames f.</param>
    /// <param name="rows">Height h of the latents.</param>
    /// <param name="columns">Width w of the latents.</param>
    /// <param name="temporalStride">
    /// Frames of the clip per latent frame; the first latent frame holds the first frame alone.
    /// </param>
    /// <returns>The pooled maps; absent where the verdict has none.</returns>
    /// <remarks>
    /// Maps lie on the judge's own grid, which covers the whole picture. Frames that the judge did not sample count
    /// neither as tested nor as untestable; a latent frame without a sampled one is not testable.
    /// </remarks>
    public static LatentEvidence? Of(Verdict verdict, int frames, int rows, int columns, int temporalStride)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentOutOfRangeException.ThrowIfLessThan(temporalStride, 1);
        var tested = verdict.Shots.SelectMany(shot => shot.Frames).Where(frame => frame.Evidence is not null).ToArray();
        if (tested.Length == 0)
            return null;
        var size = frames * rows * columns;
        var (sums, counts, pixels) = (new double[size], new int[size], new int[size]);
        foreach (var frame in tested)
        {
            var latentFrame = frame.FrameIndex == 0 ? 0 : 1 + (frame.FrameIndex - 1) / temporalStride;
            if (latentFrame >= frames)
                throw new ArgumentException(
                    $"Evidence: expected frames up to {(frames - 1) * temporalStride}, got frame {frame.FrameIndex}.",
                    nameof(verdict));
            var evidence = frame.Evidence!;
            for (var y = 0; y < evidence.Height; y++)
            {
                for (var x = 0; x < evidence.Width; x++)
                {
                    var cell = (latentFrame * rows + y * rows / evidence.Height) * columns
                        + x * columns / evidence.Width;
                    var pixel = y * evidence.Width + x;
                    pixels[cell]++;
                    if (!evidence.ErrorPixels.Measured[pixel])
                        continue;
                    sums[cell] += evidence.ErrorPixels.Values[pixel];
                    counts[cell]++;
                }
            }
        }

        return new(
            frames, rows, columns,
            [.. sums.Select((sum, i) => counts[i] == 0 ? 0 : (float)(sum / counts[i]))],
            [.. counts.Select((count, i) => pixels[i] == 0 ? 0 : (float)count / pixels[i])]);
    }

    /// <summary>
    /// Writes the maps as safetensors: <c>errorPixels</c> and <c>testable</c>, both float32[f, h, w].
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="candidateSha256">Names the candidate that they are about.</param>
    /// <exception cref="CheckpointException">The file could not be written.</exception>
    public void Write(string path, string candidateSha256)
    {
        long[] shape = [Frames, Rows, Columns];
        CheckpointWriter.Write(
            path, [
                CheckpointTensor.OfFloats("errorPixels", shape, ErrorPixels),
                CheckpointTensor.OfFloats("testable", shape, Testable)],
            new Dictionary<string, string> { ["kind"] = Kind, ["candidate"] = candidateSha256 });
    }

    /// <summary>Reads maps.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The maps.</returns>
    /// <exception cref="CheckpointException">The file is damaged or holds something else.</exception>
    public static LatentEvidence Read(string path)
    {
        using var checkpoint = Checkpoint.Open(path);
        var (error, testable) = (checkpoint["errorPixels"], checkpoint["testable"]);
        return error.Shape is [var f, var h, var w] && testable.Shape.SequenceEqual(error.Shape)
            ? new((int)f, (int)h, (int)w, error.ToFloats(), testable.ToFloats())
            : throw new CheckpointException(
                path,
                $"expected errorPixels and testable [f, h, w], got {error} and {testable}. Judge the candidate again.");
    }
}
