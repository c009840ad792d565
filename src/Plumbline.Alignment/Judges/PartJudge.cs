using Plumbline.Vision;

namespace Plumbline.Alignment.Judges;

/// <summary>One measurement of the geometry judge over time, alone, as the score.</summary>
/// <remarks>
/// A control for experiments: what a model learns that is taught by one of them and not by the test of the whole. All
/// parts of the geometry judge come along, so that pairs can be matched by motion as usual. <c>docs/parts.md</c> has
/// the formulas.
/// </remarks>
public sealed class PartJudge : IVideoJudge
{
    private readonly GeometryJudge _judge;
    private readonly string _part;
    private readonly Func<double, double> _toPoints;

    /// <summary>Makes a judge.</summary>
    /// <param name="part">What it goes by.</param>
    /// <param name="options">How the geometry judge looks; defaults when absent.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is unknown, or an option is out of its range.</exception>
    public PartJudge(GeometryPart part, GeometryJudgeOptions? options = null)
    {
        _judge = new(options);
        (Name, _part, _toPoints) = part switch
        {
            GeometryPart.DepthConsistency => ("depth-consistency", "depthTemporalConsistency", percent => percent),
            GeometryPart.NormalStability =>
                ("normal-stability", "surfaceNormalStability", degrees => 100 * (1 - degrees / 90)),
            GeometryPart.TrackSmoothness =>
                ("track-smoothness", "trackSmoothness", (Func<double, double>)(ratio => 100 * (1 - ratio / 2))),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Expected a known part."),
        };
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version => $"1.0-geometry-{_judge.Version}";

    /// <summary>Judges a clip.</summary>
    /// <param name="video">The whole clip; the geometry judge chooses the frames it looks at.</param>
    /// <param name="cancellationToken">Stops the work between stages.</param>
    /// <returns>
    /// Points, higher is better: the share of depth that agrees in per cent; 100 for surfaces that do not turn, falling
    /// to 0 at 90°; 100 for a steady glide, 0 for tracks that turn back at every step. The interval is over frames, and
    /// the whole scale where the part has no value per frame.
    /// </returns>
    public Verdict Judge(Video video, CancellationToken cancellationToken = default) =>
        Read(_judge.Judge(video, cancellationToken));

    /// <summary>Judges a clip by what the geometry judge said of it.</summary>
    /// <param name="geometry">Its verdict with all shots.</param>
    /// <returns>The same as <see cref="Judge"/> of the clip, by a geometry judge with the same options.</returns>
    public Verdict Read(Verdict geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        if (geometry is Unscorable unscorable)
            return unscorable;
        if (geometry.Parts.FirstOrDefault(part => part.Name == _part) is not { } found)
            return new Unscorable(
                $"{_part} could not be measured: no depth was found, or no corner could be followed.")
            {
                Shots = geometry.Shots,
                Parts = geometry.Parts,
            };
        double[] perFrame = [.. geometry.Shots.SelectMany(shot => shot.Frames).SelectMany(frame => frame.Parts)
            .Where(part => part.Name == _part).Select(part => part.Value)];
        // Shots count by their length, frames here alike: the draws are moved to the clip's own value.
        var shift = perFrame.Length > 0 ? found.Value - perFrame.Average() : 0;
        return new Scored(Points(found.Value), perFrame.Length > 0 ? MeanBootstrap.Of(perFrame, mean =>
            Points(mean + shift)) : MeanBootstrap.WholeScale)
        {
            Shots = geometry.Shots,
            Parts = geometry.Parts,
        };
    }

    private double Points(double value) => Math.Clamp(_toPoints(value), 0, 100);
}
