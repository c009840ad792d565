using Plumbline.Vision;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Calibration;

/// <summary>A clean clip that a calibration may damage; loaded when its turn comes.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Load">Brings the clip into memory.</param>
public sealed record CalibrationClip(string Name, Func<CancellationToken, Video> Load)
{
    private static readonly CameraPath[] Paths =
    [
        new OrbitPath(), new TruckPath(), new HandHeldPath(), new DollyPath(),
        SplinePath.Gentle, new CranePath(), new PanPath(),
    ];

    /// <summary>
    /// The cameras that filmed it, in pixels of the clip; a judge that can use intrinsics is told theirs. Absent where
    /// they are not known.
    /// </summary>
    public IReadOnlyList<View>? Views { get; init; }

    /// <summary>A clip from a file or a folder of pictures; it must be clean to mean anything.</summary>
    /// <param name="path">Path of the file or folder.</param>
    /// <returns>The clip.</returns>
    public static CalibrationClip FromFile(string path) =>
        new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), token => MediaFiles.Load(path, token: token));

    /// <summary>A rendered clip of 49 frames of 720 × 480 pixels.</summary>
    /// <param name="seed">Chooses the world, and which kind of camera path goes with it.</param>
    /// <returns>The clip.</returns>
    public static CalibrationClip FromWorld(int seed) => FromWorld(seed, 720, 480, 49);

    /// <summary>A rendered clip.</summary>
    /// <param name="seed">Chooses the world, and which kind of camera path goes with it.</param>
    /// <param name="width">Picture width in pixels.</param>
    /// <param name="height">Picture height in pixels.</param>
    /// <param name="frameCount">Frames.</param>
    /// <returns>The clip.</returns>
    public static CalibrationClip FromWorld(int seed, int width, int height, int frameCount)
    {
        var path = Paths[(seed % Paths.Length + Paths.Length) % Paths.Length];
        var options = new RenderOptions { Truth = RenderedTruth.None };
        return new(
            $"world {seed}, {path.GetType().Name}",
            token => SyntheticWorld.FromSeed(seed).Render(path, width, height, frameCount, options, token).Video);
    }

    /// <summary>A world of the kind that models are trained and asked for, with its cameras.</summary>
    /// <param name="split">What the world is kept for; one that no network has learnt.</param>
    /// <param name="index">Number of the world within the split.</param>
    /// <param name="format">Size and length of the clip.</param>
    /// <returns>The clip.</returns>
    public static CalibrationClip FromWorld(WorldSplit split, long index, WorldFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var world = TrainingWorld.FromSeed(WorldSeeds.Of(split, index), format);
        return new(
            $"{split.ToString().ToLowerInvariant()} world {index}, {world.Camera}",
            token => world.Film(RenderedTruth.None, cancellationToken: token).Video)
        {
            Views = world.Views,
        };
    }
}
