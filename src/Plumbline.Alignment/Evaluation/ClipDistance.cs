namespace Plumbline.Alignment.Evaluation;

/// <summary>The Fréchet distance of a set of clips from rendered worlds that it has nothing to do with.</summary>
/// <param name="Clips">Clips on each side.</param>
/// <param name="Plain">
/// As estimated from so many clips; biased upwards, see <see cref="FrechetDistance.Between"/>.
/// </param>
/// <param name="Unbiased">Extrapolated to endless clips, see <see cref="FrechetDistance.Unbiased"/>.</param>
public sealed record ClipDistance(int Clips, double Plain, double Unbiased)
{
    /// <summary>Measures the distance.</summary>
    /// <param name="clips">What was read from the clips.</param>
    /// <param name="rendered">
    /// What was read from rendered worlds, at least as many; the first as many are taken.
    /// </param>
    /// <returns>The distance.</returns>
    public static ClipDistance Of(IReadOnlyList<WorldReading> clips, IReadOnlyList<WorldReading> rendered)
    {
        ArgumentNullException.ThrowIfNull(clips);
        ArgumentNullException.ThrowIfNull(rendered);
        ArgumentOutOfRangeException.ThrowIfLessThan(rendered.Count, clips.Count);
        double[][] first = [.. clips.Select(clip => clip.Features)];
        double[][] second = [.. rendered.Take(clips.Count).Select(clip => clip.Features)];
        return new(clips.Count, FrechetDistance.Between(first, second), FrechetDistance.Unbiased(first, second));
    }
}
