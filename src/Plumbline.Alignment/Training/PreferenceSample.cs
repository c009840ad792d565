namespace Plumbline.Alignment.Training;

/// <summary>Two clips of one prompt, of which one is preferred, as the trainer eats them.</summary>
public sealed record PreferenceSample
{
    /// <summary>Names the prompt.</summary>
    public required string PromptId { get; init; }

    /// <summary>What the network reads.</summary>
    public required string Caption { get; init; }

    /// <summary>Extents of each clip's latents, [C, f, h, w].</summary>
    public required IReadOnlyList<int> LatentShape { get; init; }

    /// <summary>The preferred clip as sampled, [C, f, h, w].</summary>
    public required float[] Winner { get; init; }

    /// <summary>The other clip as sampled, [C, f, h, w].</summary>
    public required float[] Loser { get; init; }

    /// <summary>Whether the first frame was given to the sampler; it then counts in no loss.</summary>
    public bool IsFirstFrameGiven { get; init; }

    /// <summary>The cameras, see <see cref="Vision.PlueckerRays"/>, [6, F, h, w]; absent for free ones.</summary>
    public float[]? Rays { get; init; }

    /// <summary>
    /// The loser's cameras where they are others, as of a hand-held camera; <see cref="Rays"/> when absent.
    /// </summary>
    public float[]? LoserRays { get; init; }

    /// <summary>How much each position of the winner counts, at least 0, [f, h, w]; alike when absent.</summary>
    public float[]? WinnerWeights { get; init; }

    /// <summary>How much each position of the loser counts, at least 0, [f, h, w]; alike when absent.</summary>
    public float[]? LoserWeights { get; init; }

    /// <summary>Refuses clips that do not fit their extents.</summary>
    /// <exception cref="ArgumentException">A length is not what the extents say.</exception>
    public void Validate()
    {
        if (LatentShape is not [> 0, > 0, > 0, > 0])
            throw new ArgumentException(
                $"Preference sample {PromptId}: expected extents [C, f, h, w], got "
                + $"[{string.Join(", ", LatentShape)}].");
        var positions = LatentShape[1] * LatentShape[2] * LatentShape[3];
        var rayPlane = Vision.PlueckerRays.Channels * LatentShape[2] * LatentShape[3];
        foreach (var (name, values, length) in new (string, float[]?, int)[]
        {
            (nameof(Winner), Winner, LatentShape[0] * positions), (nameof(Loser), Loser, LatentShape[0] * positions),
            (nameof(WinnerWeights), WinnerWeights, positions), (nameof(LoserWeights), LoserWeights, positions),
        })
        {
            if (values is not null && values.Length != length)
                throw new ArgumentException(
                    $"Preference sample {PromptId}, {name}: expected {length} numbers for latents "
                    + $"[{string.Join(", ", LatentShape)}], got {values.Length}.");
        }

        if (Rays is not null && (Rays.Length == 0 || Rays.Length % rayPlane != 0))
            throw new ArgumentException(
                $"Preference sample {PromptId}, {nameof(Rays)}: expected a multiple of {rayPlane} "
                + $"numbers, got {Rays.Length}.");
        if (LoserRays is not null && LoserRays.Length != Rays?.Length)
            throw new ArgumentException(
                $"Preference sample {PromptId}, {nameof(LoserRays)}: expected the {Rays?.Length ?? 0} numbers of "
                + $"{nameof(Rays)}, got {LoserRays.Length}.");
    }
}
