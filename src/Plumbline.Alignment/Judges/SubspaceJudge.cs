using Plumbline.Alignment.Statistics;
using Plumbline.Vision;
using Plumbline.Vision.Mapping;

namespace Plumbline.Alignment.Judges;

/// <summary>
/// Asks whether corners that were followed through a clip move as points of one rigid scene do, whatever the camera.
/// </summary>
/// <remarks>
/// A second witness beside <see cref="GeometryJudge"/>, with other means for every step: corners followed by Lucas and
/// Kanade instead of SIFT and dense flow, projective factorisation of tracks (rank 4; Sturm and Triggs 1996) instead of
/// MAGSAC and bundle adjustment. No frame is its own witness: where a track should be in a frame is told by the other
/// frames. <c>docs/subspace-judge.md</c> gives the formulas, the sources and what it cannot see.
/// </remarks>
public sealed class SubspaceJudge : IVideoJudge
{
    private const int Replicates = 1000;
    private readonly int _seed;

    /// <summary>Makes a judge.</summary>
    /// <param name="seed">Seed of the bootstrap; everything else is deterministic by itself.</param>
    public SubspaceJudge(int seed = 42) => _seed = seed;

    /// <inheritdoc/>
    public string Name => "subspace";

    /// <inheritdoc/>
    public string Version => "1.0";

    /// <inheritdoc/>
    public Verdict Judge(Video video, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        SubspaceShot[] shots = [
            .. ShotBoundaries.Find(video).Select(shot => SubspaceShot.Judge(video, shot, cancellationToken))];
        ShotVerdict[] verdicts = [.. shots.Select(shot => shot.Verdict)];
        SubspaceShot[] scored = [.. shots.Where(shot => shot.Verdict.Score is not null)];
        if (scored.Length == 0)
            return new Unscorable(shots.MaxBy(shot => shot.FrameCount)!.Verdict.Reason!) { Shots = verdicts };
        return new Scored(Mean(scored, shot =>
            shot.Verdict.Score!.Value), Bootstrap(scored))
        {
            Shots = verdicts,
            Parts = Pooled(scored),
        };
    }

    // Shots count by their length, and unscorable ones not at all.
    private static double Mean(SubspaceShot[] shots, Func<SubspaceShot, double> value) =>
        shots.Sum(shot => shot.FrameCount * value(shot)) / shots.Sum(shot => shot.FrameCount);

    private static IReadOnlyList<Part> Pooled(SubspaceShot[] shots) =>
        [.. shots[0].Parts.Select((part, i) => part with { Value = Mean(shots, shot => shot.Parts[i].Value) })];

    /// <summary>95 % percentile interval over tracks drawn with replacement within each shot.</summary>
    private Interval Bootstrap(SubspaceShot[] shots)
    {
        var random = new Random(_seed);
        var scores = new double[Replicates];
        for (var r = 0; r < Replicates; r++)
            scores[r] = Mean(shots, shot =>
            {
                var (credit, weight) = (0.0, 0.0);
                for (var i = 0; i < shot.Tracks.Count; i++)
                {
                    var (ownCredit, ownWeight) = shot.Tracks[random.Next(shot.Tracks.Count)];
                    (credit, weight) = (credit + ownCredit, weight + ownWeight);
                }

                return weight > 0 ? 100 * credit / weight : shot.Verdict.Score!.Value;
            });
        return PercentileInterval.Of(scores);
    }
}
