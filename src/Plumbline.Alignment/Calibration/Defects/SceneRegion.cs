using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Calibration;

/// <summary>An ellipse on a textured part of the scene that travels with it through the clip.</summary>
internal sealed class SceneRegion
{
    private const int CandidateCount = 64;
    private const float BestShare = 0.25f;

    private readonly Vector2[] _centres;

    private SceneRegion(Vector2[] centres, Vector2 radii)
    {
        (_centres, Radii) = (centres, radii);
    }

    /// <summary>Half width and half height, pixels.</summary>
    public Vector2 Radii { get; }

    /// <summary>Chooses a place.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="sizeShare">Mean half size of the ellipse as a share of the picture's.</param>
    /// <param name="random">The source of every choice.</param>
    public static SceneRegion Choose(Video clip, float sizeShare, SeededRandom random)
    {
        var (size, middle) = (new Vector2(clip.Width, clip.Height), clip.Frames.Count / 2);
        var radii = sizeShare * size * new Vector2((float)random.NextIn(0.85, 1.15), (float)random.NextIn(0.85, 1.15));
        var tracker = new SceneTracker(clip);
        // Places with much texture, but not always the very best: each seed should damage something else.
        var candidates = Enumerable.Range(0, CandidateCount)
            .Select(_ => size * new Vector2((float)random.NextIn(0.22, 0.78), (float)random.NextIn(0.22, 0.78)))
            .Select(centre => (Centre: centre, Texture: tracker.TextureAt(middle, centre, radii)))
            .OrderByDescending(candidate => candidate.Texture)
            .Take((int)(BestShare * CandidateCount))
            .ToList();
        return new(tracker.Follow(random.Pick(candidates).Centre, radii), radii);
    }

    /// <summary>Place relative to the middle of the region: 1 on its rim.</summary>
    public Vector2 Local(FieldPoint point) => (point.Pixel - _centres[point.Frame]) / Radii;

    /// <summary>How far a pixel belongs to the region: 1 well inside, 0 outside, smooth between.</summary>
    /// <param name="point">Pixel and frame.</param>
    /// <param name="plateau">Where the rim begins, as a share of the radius, below 1.</param>
    public float Weight(FieldPoint point, float plateau)
    {
        var inwards = Math.Clamp((1 - Local(point).Length()) / (1 - plateau), 0, 1);
        return inwards * inwards * (3 - 2 * inwards);
    }
}
