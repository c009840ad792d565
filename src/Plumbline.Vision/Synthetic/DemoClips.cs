namespace Plumbline.Vision.Synthetic;

/// <summary>Two clips of one world and one camera path: one rigid, one with solids that wobble and slide.</summary>
/// <param name="Clean">The rigid world.</param>
/// <param name="Damaged">The same world with damage.</param>
public sealed record DemoClips(RenderedClip Clean, RenderedClip Damaged)
{
    /// <summary>Renders the two clips.</summary>
    /// <param name="seed">Chooses the world.</param>
    /// <param name="width">Picture width in pixels.</param>
    /// <param name="height">Picture height in pixels.</param>
    /// <param name="frameCount">Frames per clip.</param>
    /// <param name="framesPerSecond">Frame rate of both videos.</param>
    /// <param name="progress">Told 1, then 2, as the clips are done.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    /// <returns>Both clips, pictures and cameras.</returns>
    public static DemoClips Render(
        int seed = 7, int width = 720, int height = 480, int frameCount = 49, double framesPerSecond = 16,
        IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var world = SyntheticWorld.FromSeed(seed);
        var path = new OrbitPath(24);
        var options = new RenderOptions { FramesPerSecond = framesPerSecond, Truth = RenderedTruth.None };
        var clean = world.Render(path, width, height, frameCount, options, cancellationToken);
        progress?.Report(1);
        var damaged = Damage(world).Render(path, width, height, frameCount, options, cancellationToken);
        progress?.Report(2);
        return new(clean, damaged);
    }

    // Every solid breaks the world in its own way; the room around them stays rigid.
    private static SyntheticWorld Damage(SyntheticWorld world)
    {
        SolidMotion[] motions =
            [new WobbleMotion(0.2), new SwayMotion(new(0.12, 0, 0)), new BreatheMotion(0.1), new SwimMotion(0.08)];
        for (var i = 0; i < world.SolidNames.Count; i++)
            world = world.With(i, motions[i % motions.Length]);
        return world;
    }
}
