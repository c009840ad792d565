namespace Plumbline.Alignment.Pairs;

/// <summary>A finished clip of a prompt, kept as the latents that the sampler gave.</summary>
/// <param name="PromptId">The <see cref="AlignmentPrompt.Id"/> that it was made of.</param>
/// <param name="Seed">
/// Names it within its prompt, and its noise where <paramref name="NoiseSeed"/> is absent; at least 0.
/// </param>
/// <param name="Round">Round of the run that made it, from 1.</param>
/// <param name="LatentsPath">
/// Its safetensors file relative to the run folder, with forward slashes: <c>latents</c> float32[C, f, h, w] and, where
/// a camera was given, <c>rays</c> float32[6, F, h, w].
/// </param>
/// <param name="Sha256">Of that file, 64 lower-case hexadecimal digits.</param>
/// <param name="NoiseSeed">Names its noise where it shares that with other candidates; absent otherwise.</param>
public sealed record Candidate(
    string PromptId, long Seed, int Round, string LatentsPath, string Sha256, long? NoiseSeed = null)
{
    /// <summary>Whether both began with the same noise.</summary>
    /// <param name="other">Another candidate.</param>
    public bool SharesNoiseWith(Candidate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return PromptId == other.PromptId && (NoiseSeed ?? Seed) == (other.NoiseSeed ?? other.Seed);
    }
}
