namespace Plumbline.Vision.Synthetic;

/// <summary>
/// A small rigid world with a caption and a camera command: one clip for a video generator to learn from.
/// </summary>
/// <remarks>
/// Everything follows from the seed and the format: the same pair gives the same bytes on every run of one build and
/// machine type, on any thread. Worlds are made and filmed without shared state, so clips may be rendered side by side.
/// </remarks>
/// <example>
/// <code>
/// var world = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Training, 7), WorldFormat.Standard);
/// Console.WriteLine(world.Caption);      // a red brick arch left of a blue striped ball, the camera orbits right
/// var rgb = world.FilmRgb();             // byte[F, H, W, 3]
/// var cameras = world.Views;             // Camera and CameraFromWorld per frame
/// </code>
/// </example>
public sealed class TrainingWorld
{
    internal TrainingWorld(
        long seed, WorldFormat format, SyntheticWorld scene, IReadOnlyList<WorldObject> objects,
        IReadOnlyList<ObjectRelation> relations, CameraCommand camera)
    {
        (Seed, Format, Scene, Objects, Relations, Camera) = (seed, format, scene, objects, relations, camera);
        Caption = CaptionGrammar.Write(objects, relations, camera);
        Path = PathOf(camera, seed);
        Views = scene.ViewsAlong(Path, format.Width, format.Height, format.FrameCount);
    }

    /// <summary>What it was made from.</summary>
    public long Seed { get; }

    /// <summary>Size, length and difficulty.</summary>
    public WorldFormat Format { get; }

    /// <summary>What a video generator is asked for: one sentence of <see cref="CaptionGrammar"/>.</summary>
    public string Caption { get; }

    /// <summary>The objects that the caption names, in the order of its words and of the masks.</summary>
    public IReadOnlyList<WorldObject> Objects { get; }

    /// <summary>What the caption says about pairs of objects; empty for one object and for objects alike.</summary>
    public IReadOnlyList<ObjectRelation> Relations { get; }

    /// <summary>What the camera does.</summary>
    public CameraCommand Camera { get; }

    /// <summary>The path of the camera.</summary>
    public CameraPath Path { get; }

    /// <summary>The camera of each frame, exact.</summary>
    public IReadOnlyList<View> Views { get; }

    /// <summary>The rigid world itself, to be filmed in other ways.</summary>
    public SyntheticWorld Scene { get; }

    /// <summary>Makes up a world.</summary>
    /// <param name="seed">At least 0; see <see cref="WorldSeeds"/> for the ranges.</param>
    /// <param name="format">Size, length and difficulty; <see cref="WorldFormat.Standard"/> when absent.</param>
    /// <returns>The world; nothing is rendered yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The seed is negative, or the format has a value out of range.
    /// </exception>
    public static TrainingWorld FromSeed(long seed, WorldFormat? format = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        format ??= WorldFormat.Standard;
        format.Validate();
        return new TrainingWorldComposer(seed, format).Compose();
    }

    /// <summary>The same world with another camera command; the caption says so.</summary>
    /// <param name="camera">What the camera does.</param>
    /// <exception cref="ArgumentException">The path leaves the free space of the world.</exception>
    public TrainingWorld With(CameraCommand camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        return new(Seed, Format, Scene, Objects, Relations, camera);
    }

    /// <summary>The path of a command in the world of a seed.</summary>
    internal static CameraPath PathOf(CameraCommand camera, long seed) => camera.ToPath((int)(seed & 0xFFFF));

    /// <summary>Films the world, pictures only, on the calling thread.</summary>
    /// <returns>Red, green and blue bytes, byte[F × H × W × 3].</returns>
    public byte[] FilmRgb()
    {
        var rgb = new byte[Format.FrameCount * Format.Height * Format.Width * 3];
        var frames = Film(RenderedTruth.None, threadCount: 1).Video.Frames;
        for (var i = 0; i < frames.Count; i++)
            frames[i].Rgb.CopyTo(rgb, i * frames[i].Rgb.Length);
        return rgb;
    }

    /// <summary>Films the first frame alone, on the calling thread.</summary>
    /// <returns>The frame, byte by byte that of the whole film.</returns>
    public Frame FilmFirstFrame() => new(Scene.PictureOf(Views[0]), Format.Width, Format.Height);

    /// <summary>Films the world with its truth.</summary>
    /// <param name="truth">What is kept besides pictures and cameras.</param>
    /// <param name="threadCount">Threads that share the work; every processor when absent.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    /// <returns>The video, its cameras and what was asked for.</returns>
    public RenderedClip Film(
        RenderedTruth truth = RenderedTruth.All, int? threadCount = null, CancellationToken cancellationToken = default)
    {
        var options = new RenderOptions
        {
            FramesPerSecond = Format.FramesPerSecond,
            Truth = truth,
            ThreadCount = threadCount ?? Environment.ProcessorCount,
        };
        return Scene.Render(Path, Format.Width, Format.Height, Format.FrameCount, options, cancellationToken);
    }
}
