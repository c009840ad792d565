using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Alignment.Pairs;

/// <summary>How different two candidates are, measured on the latents that the sampler gave.</summary>
/// <param name="runFolder">The folder that the paths of candidates are relative to.</param>
public sealed class LatentDistance(string runFolder)
{
    private readonly Dictionary<string, (long[] Shape, float[] Values)> _latents = [];
    private string _promptId = "";

    /// <summary>Measures two candidates.</summary>
    /// <param name="first">One candidate.</param>
    /// <param name="second">The other one.</param>
    /// <returns>
    /// Root mean square of the difference over that of the values of both: 0 for equal latents, about 1.4 for
    /// independent ones; absent where their sizes differ.
    /// </returns>
    /// <exception cref="CheckpointException">A file is missing, damaged or holds no latents.</exception>
    public double? Between(Candidate first, Candidate second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (a, b) = (Read(first), Read(second));
        if (!a.Shape.SequenceEqual(b.Shape))
            return null;
        var (difference, size) = (0.0, 0.0);
        for (var i = 0; i < a.Values.Length; i++)
        {
            var (x, y) = ((double)a.Values[i], (double)b.Values[i]);
            difference += (x - y) * (x - y);
            size += 0.5 * (x * x + y * y);
        }

        return difference == 0 ? 0 : Math.Sqrt(difference / size);
    }

    private (long[] Shape, float[] Values) Read(Candidate candidate)
    {
        // Candidates are compared prompt by prompt: no more than those of one are held.
        if (candidate.PromptId != _promptId)
            _latents.Clear();
        _promptId = candidate.PromptId;
        if (_latents.TryGetValue(candidate.LatentsPath, out var known))
            return known;
        using var checkpoint = Checkpoint.Open(Path.Combine(runFolder, candidate.LatentsPath));
        var entry = checkpoint["latents"];
        return _latents[candidate.LatentsPath] = ([.. entry.Shape], entry.ToFloats());
    }
}
