namespace Plumbline.Alignment.Pairs;

/// <summary>When a candidate is given up before it is finished.</summary>
/// <remarks>
/// A pair needs a good and a bad candidate, so neither is given up: the best few previews go on, and so does the worst
/// one. What is stopped is what lies between them and clearly behind the best. A preview without a score says nothing
/// and goes on.
/// </remarks>
public sealed record EarlyStop
{
    /// <summary>
    /// Frames that a judge looks at in a preview: it is cheap, decides what to stop and is never a reward.
    /// </summary>
    public const int PreviewFrames = 5;

    /// <summary>
    /// After which share of the steps the predicted clean latents are judged, in (0, 1); 0.4 by default.
    /// </summary>
    public double At { get; init; } = 0.4;

    /// <summary>How many points a preview must lie behind the best one, above 0; 10 by default.</summary>
    public double LeastDeficitPoints { get; init; } = 10;

    /// <summary>Previews that go on because they are the best, at least 1; 2 by default.</summary>
    public int KeptCount { get; init; } = 2;

    /// <summary>
    /// Share of the prompts, drawn by their names, of which every candidate is finished all the same, to measure what
    /// stopping costs; 0.1 by default.
    /// </summary>
    public double AuditShare { get; init; } = 0.1;

    /// <summary>Checks every value.</summary>
    /// <returns>The options themselves.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public EarlyStop Validate()
    {
        if (!(At is > 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(At), At, "Early stop: expected a share of the steps in (0, 1).");
        if (!(LeastDeficitPoints > 0))
            throw new ArgumentOutOfRangeException(
                nameof(LeastDeficitPoints), LeastDeficitPoints, "Early stop: expected points above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(KeptCount, 1);
        if (!(AuditShare is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(AuditShare), AuditShare, "Early stop: expected a share in [0, 1].");
        return this;
    }

    /// <summary>Which candidates of a prompt are given up.</summary>
    /// <param name="previews">Score of each preview; absent where it has none.</param>
    /// <returns>For each whether it is stopped, and how far it lies behind the best.</returns>
    public IReadOnlyList<bool> Stopped(IReadOnlyList<double?> previews)
    {
        ArgumentNullException.ThrowIfNull(previews);
        int[] ranked = [.. Enumerable.Range(0, previews.Count).Where(i => previews[i] is not null).OrderByDescending(
            i => previews[i])];
        var stopped = new bool[previews.Count];
        foreach (var i in ranked.Skip(KeptCount).SkipLast(1))
            stopped[i] = previews[ranked[0]] - previews[i] >= LeastDeficitPoints;
        return stopped;
    }
}
