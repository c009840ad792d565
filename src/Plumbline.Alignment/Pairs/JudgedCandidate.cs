namespace Plumbline.Alignment.Pairs;

/// <summary>A candidate and what one judge said of its decoded frames.</summary>
public sealed record JudgedCandidate
{
    /// <summary>Keeps what a judge said.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="judge">Name of the judge.</param>
    /// <param name="judgeVersion">Version of the judge.</param>
    /// <param name="verdict">Its verdict; shots and maps are not kept.</param>
    /// <exception cref="ArgumentException">A number of the verdict is infinite or undefined.</exception>
    public JudgedCandidate(Candidate candidate, string judge, string judgeVersion, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentException.ThrowIfNullOrEmpty(judge);
        ArgumentException.ThrowIfNullOrEmpty(judgeVersion);
        ArgumentNullException.ThrowIfNull(verdict);
        (Candidate, Judge, JudgeVersion, Verdict) = (candidate, judge, judgeVersion, verdict with { Shots = [] });
        double[] numbers = [
            .. verdict.Parts.Select(part => part.Value), .. verdict is Scored { Interval: var interval } scored
            ? (ReadOnlySpan<double>)[scored.Score, interval.Low, interval.High] : []];
        if (!numbers.All(double.IsFinite))
            throw new ArgumentException(
                $"Judged candidate {candidate.LatentsPath}: expected finite numbers from the judge {judge} "
                + $"{judgeVersion}, got {verdict}. Report this as a defect of the judge.", nameof(verdict));
    }

    /// <summary>The candidate.</summary>
    public Candidate Candidate { get; }

    /// <summary>Name of the judge.</summary>
    public string Judge { get; }

    /// <summary>Version of the judge.</summary>
    public string JudgeVersion { get; }

    /// <summary>A score or the reason why there is none, with every part; always finite, without shots.</summary>
    public Verdict Verdict { get; }

    /// <summary>
    /// Where in the clip the judge found what, relative to the run folder: a safetensors file of <c>errorPixels</c> and
    /// <c>testable</c>, both float32[f, h, w] on the grid of the latents; absent where the judge keeps no maps.
    /// <c>testable</c> is the share of a position's pixels that were tested, 0 to 1; where it is 0 the error means
    /// nothing.
    /// </summary>
    public string? EvidencePath { get; init; }

    /// <summary>The score, higher is better; absent where the clip is unscorable.</summary>
    public double? Score => (Verdict as Scored)?.Score;

    /// <summary>Why there is no score; absent where there is one.</summary>
    public string? Reason => (Verdict as Unscorable)?.Reason;

    /// <summary>A measurement of the whole clip.</summary>
    /// <param name="name">Name of the part, such as <c>cameraPathLength</c>.</param>
    /// <returns>Its value; absent where it was not measured.</returns>
    public double? Part(string name) => Verdict.Parts.FirstOrDefault(part => part.Name == name)?.Value;
}
