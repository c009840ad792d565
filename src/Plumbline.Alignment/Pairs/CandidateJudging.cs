using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Alignment.Pairs;

/// <summary>Judges candidates by the frames that their latents decode to, never by an encoded video.</summary>
/// <remarks>One unit of the catalog for each candidate and judge; maps lie beside the latents.</remarks>
public sealed class CandidateJudging
{
    private readonly CandidateFolder _folder;
    private readonly CandidateModel _model;
    private readonly IReadOnlyList<CandidateJudge> _judges;
    private readonly Lock _decoding = new();

    /// <summary>Prepares.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="model">Decodes latents; the recipe names its autoencoder.</param>
    /// <param name="judges">The judges, at least one, each with another identity; the first one is the reward.</param>
    /// <exception cref="ArgumentException">
    /// There is no judge, one is there twice, or the autoencoder is another one.
    /// </exception>
    public CandidateJudging(CandidateFolder folder, CandidateModel model, IReadOnlyList<CandidateJudge> judges)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(judges);
        if (judges.Count == 0 || judges.DistinctBy(judge => judge.Identity).Count() < judges.Count)
            throw new ArgumentException(
                "Judging: expected different judges, at least one, got "
                + $"{string.Join(", ", judges.Select(judge => judge.Identity))}.", nameof(judges));
        if (folder.Recipe.Autoencoder != model.AutoencoderIdentity)
            throw new ArgumentException(
                $"Judging: expected the autoencoder of the recipe, {folder.Recipe.Autoencoder}, got "
                + $"{model.AutoencoderIdentity}. Load that one.", nameof(model));
        (_folder, _model, _judges) = (folder, model, judges);
    }

    /// <summary>Judges every candidate that is not judged yet.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="jobs">Candidates in hand at the same time, at least 1.</param>
    /// <param name="progress">Told how many candidates are judged.</param>
    /// <param name="token">Stops between candidates and stages; what is judged stays.</param>
    /// <returns>For each candidate, in order, what each judge said, in the order of the judges.</returns>
    /// <exception cref="InvalidDataException">Latents are missing or were changed.</exception>
    public IReadOnlyList<IReadOnlyList<JudgedCandidate>> JudgeAll(
        IReadOnlyList<Candidate> candidates, int jobs = 1, IProgress<int>? progress = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        var prompts = _folder.Prompts.ToDictionary(prompt => prompt.Id);
        var (judged, done) = (new IReadOnlyList<JudgedCandidate>[candidates.Count], 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = token };
        // One at a time from the front: a partition of the list would leave a slow end to one thread.
        try
        {
            Parallel.ForEach(
                Partitioner.Create(Enumerable.Range(0, candidates.Count), EnumerablePartitionerOptions.NoBuffering),
                parallel, i =>
            {
                judged[i] = Judge(prompts[candidates[i].PromptId], candidates[i], token);
                progress?.Report(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return judged;
    }

    /// <summary>Judges one candidate, or recalls what was said of it.</summary>
    /// <param name="prompt">Its prompt.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="token">Stops the work between stages.</param>
    /// <returns>What each judge said, in the order of the judges.</returns>
    /// <exception cref="InvalidDataException">Its latents are missing or were changed.</exception>
    public IReadOnlyList<JudgedCandidate> Judge(
        AlignmentPrompt prompt, Candidate candidate, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(candidate);
        Decoded? decoded = null;
        var judged = new List<JudgedCandidate>();
        // Judges that go by another one need all that it said, and the catalog keeps no shots.
        var said = new Dictionary<string, Verdict>();
        foreach (var judge in _judges)
        {
            if (_folder.FindVerdict(candidate, judge.Identity) is { } known)
            {
                judged.Add(known);
                continue;
            }

            decoded ??= Decode(prompt, candidate, token);
            var verdict = judge.Judge(decoded.Views, decoded.Video, said, token);
            judged.Add(Commit(candidate, judge, verdict, decoded));
        }

        return judged;
    }

    private JudgedCandidate Commit(Candidate candidate, CandidateJudge judge, Verdict verdict, Decoded decoded)
    {
        var maps = LatentEvidence.Of(
            verdict, decoded.Frames, decoded.Rows, decoded.Columns, _model.Autoencoder.TemporalStride);
        var path = Path.ChangeExtension(candidate.LatentsPath, $".{judge.ShortIdentity}.safetensors");
        maps?.Write(Path.Combine(_folder.Path, path), candidate.Sha256);
        var judged = new JudgedCandidate(candidate, judge.Name, judge.Version, verdict)
        {
            EvidencePath = maps is null ? null : path,
        };
        _folder.Commit(judge.Identity, judged);
        return judged;
    }

    private Decoded Decode(AlignmentPrompt prompt, Candidate candidate, CancellationToken token)
    {
        var path = Path.Combine(_folder.Path, candidate.LatentsPath);
        if (!File.Exists(path) || ContentHash.Sha256(path, token) != candidate.Sha256)
            throw new InvalidDataException(
                $"Candidate {path}: expected the latents that the catalog knows, got "
                + $"{(File.Exists(path) ? "other bytes" : "no file")}. Make it again with plumb candidates --resume.");
        var options = _folder.Recipe.Options;
        var views = PromptConditions.ViewsOf(prompt, _folder.Path, options.Width, options.Height, options.FrameCount);
        // One decoder with all threads is faster than several that share them.
        lock (_decoding)
        {
            using var scope = new TensorScope();
            using var checkpoint = Checkpoint.Open(path);
            var entry = checkpoint["latents"];
            var latents = Tensor.From<float>(entry.ToFloats(), [1, .. entry.Shape], _model.Device);       // [1, C, f, h, w]
            var video = CandidateFrames.ToVideo(_model.Generator.Decode(latents), options.FramesPerSecond);
            return new(video, views, (int)entry.Shape[1], (int)entry.Shape[2], (int)entry.Shape[3]);
        }
    }

    private sealed record Decoded(Video Video, IReadOnlyList<View>? Views, int Frames, int Rows, int Columns);
}
