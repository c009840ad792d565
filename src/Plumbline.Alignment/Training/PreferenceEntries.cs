using System.Security.Cryptography;
using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Pairs;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Alignment.Training;

/// <summary>Pairs of a run as the trainer reads them: the latents of both clips, as they were sampled.</summary>
/// <remarks>
/// Every clip of several frames begins with a frame that the sampler was given: the prompt's picture, or one that it
/// made first and then began the clip with. So first frames never count.
/// </remarks>
public static class PreferenceEntries
{
    private const string LatentsName = "latents";
    private const string RaysName = "rays";
    private const string ErrorsName = "errorPixels";
    private const string TestableName = "testable";

    /// <summary>Reads the list of pairs and looks at every file that it names.</summary>
    /// <param name="pairsPath">A <see cref="PairFile"/> in the folder of a round, or in the run folder itself.</param>
    /// <param name="weighting">Whether maps of errors are needed.</param>
    /// <returns>The pairs; clips are read when they are needed.</returns>
    /// <exception cref="InvalidDataException">
    /// The list is damaged, or files are missing, changed or without a map; all are listed.
    /// </exception>
    public static IReadOnlyList<PreferenceEntry> Read(
        string pairsPath, ErrorWeighting weighting = ErrorWeighting.Uniform)
    {
        ArgumentException.ThrowIfNullOrEmpty(pairsPath);
        var pairs = PairFile.Read(pairsPath).Pairs;
        var round = Path.GetDirectoryName(Path.GetFullPath(pairsPath))!;
        var run = pairs.Count > 0 && !File.Exists(Path.Combine(round, pairs[0].Winner.Candidate.LatentsPath))
            ? Path.GetDirectoryName(round) ?? round : round;
        var problems = pairs.SelectMany(pair => (JudgedCandidate[])[pair.Winner, pair.Loser]).Distinct()
            .Select(judged => Problem(run, judged, weighting)).OfType<string>().ToArray();
        if (problems.Length > 0)
            throw new InvalidDataException(
                $"Pairs {pairsPath}: expected every clip as it was judged, got {problems.Length} that are "
                + $"not:{string.Concat(problems.Take(10).Select(problem => $"\n  {problem}"))}{(problems.Length > 10 ? "\n  …" : "")}\nMake the candidates and pairs again.");
        return [.. pairs.Select(
            pair => new PreferenceEntry(pair.Prompt.Id, pair.Margin, () => Sample(run, pair, weighting)))];
    }

    private static string? Problem(string run, JudgedCandidate judged, ErrorWeighting weighting)
    {
        var path = Path.Combine(run, judged.Candidate.LatentsPath);
        if (!File.Exists(path))
            return $"{judged.Candidate.LatentsPath} is not there";
        using var stream = File.OpenRead(path);
        if (Convert.ToHexStringLower(SHA256.HashData(stream)) != judged.Candidate.Sha256)
            return $"{judged.Candidate.LatentsPath} has changed";
        if (weighting == ErrorWeighting.Uniform)
            return null;
        return judged.EvidencePath is not { } evidence ? $"{judged.Candidate.LatentsPath} was judged without a map"
            : File.Exists(Path.Combine(run, evidence)) ? null : $"{evidence} is not there";
    }

    private static PreferenceSample Sample(string run, PreferencePair pair, ErrorWeighting weighting)
    {
        var (shape, winner, rays) = Clip(run, pair.Winner);
        var (loserShape, loser, loserRays) = Clip(run, pair.Loser);
        if (!shape.SequenceEqual(loserShape))
            throw new InvalidDataException(
                $"Pair of {pair.Prompt.Id}: expected clips of one size, got latents [{string.Join(", ", shape)}] and "
                + $"[{string.Join(", ", loserShape)}]. Make the candidates again.");
        if (rays is null != loserRays is null)
            throw new InvalidDataException(
                $"Pair of {pair.Prompt.Id}: expected cameras of both clips or of neither, got one. "
                + "Make the candidates again.");
        var isDense = weighting == ErrorWeighting.Dense;
        return new()
        {
            PromptId = pair.Prompt.Id,
            Caption = pair.Prompt.Text,
            LatentShape = shape,
            Winner = winner,
            Loser = loser,
            Rays = rays,
            LoserRays = rays is null || rays.AsSpan().SequenceEqual(loserRays) ? null : loserRays,
            IsFirstFrameGiven = shape[1] > 1,
            WinnerWeights = isDense ? Weights(run, pair.Winner) : null,
            LoserWeights = isDense ? Weights(run, pair.Loser) : null,
        };
    }

    private static (int[] Shape, float[] Latents, float[]? Rays) Clip(string run, JudgedCandidate judged)
    {
        using var file = Checkpoint.Open(Path.Combine(run, judged.Candidate.LatentsPath));
        var latents = file[LatentsName];
        int[] shape = [.. latents.Shape.Select(extent => (int)extent)];
        if (shape.Length != 4)
            throw new CheckpointException(
                file.Path,
                $"expected {LatentsName} [C, f, h, w], got [{string.Join(", ", shape)}]. Make the candidate again.");
        return (shape, latents.ToFloats(), file.TryGet(RaysName, out var rays) ? rays.ToFloats() : null);
    }

    private static float[] Weights(string run, JudgedCandidate judged)
    {
        using var file = Checkpoint.Open(Path.Combine(run, judged.EvidencePath!));
        return DenseWeights.Of(file[ErrorsName].ToFloats(), file[TestableName].ToFloats());
    }
}
