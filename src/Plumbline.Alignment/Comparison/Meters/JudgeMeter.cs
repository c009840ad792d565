using Plumbline.Vision;

namespace Plumbline.Alignment.Comparison;

/// <summary>What a judge says of a clip: its score, whether there is one, and its parts.</summary>
/// <param name="judge">The judge; its name goes before the names of the parts, as in <c>geometry.score</c>.</param>
/// <param name="options">Everything that the judge was told, as text; part of the key.</param>
public sealed class JudgeMeter(IVideoJudge judge, string options = "") : IClipMeter
{
    /// <inheritdoc/>
    public string Key => $"{judge.Name} {judge.Version} {options}".TrimEnd();

    /// <inheritdoc/>
    public Measurement Measure(Video video, ComparedClip clip, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        return Of(judge.Name, judge.Judge(video, token));
    }

    /// <inheritdoc/>
    public string ContextOf(ComparedClip clip) => "";

    /// <summary>A verdict as parts.</summary>
    /// <param name="name">Name of the judge.</param>
    /// <param name="verdict">What it found.</param>
    internal static Measurement Of(string name, Verdict verdict)
    {
        var scored = verdict as Scored;
        List<Part> parts = [new($"{name}.scored", scored is null ? 0 : 100, "%", Direction.HigherIsBetter)];
        if (scored is not null)
            parts.Add(new($"{name}.score", scored.Score, "points", Direction.HigherIsBetter));
        parts.AddRange(verdict.Parts.Select(part => part with { Name = $"{name}.{part.Name}" }));
        return new(parts, (verdict as Unscorable)?.Reason);
    }
}
