using System.Globalization;

namespace Plumbline.Vision.Synthetic;

/// <summary>A rigid world with known truth: textured solids in a room or a yard, lit by one lamp or sun.</summary>
/// <remarks>
/// Units are metres, Y points down, the ground is Y = 0. One seed gives the same bytes on every run of one build and
/// machine type. Surfaces are matt and the light stands still, so every surface point keeps its colour: what a clip
/// shows is explained by the camera alone, unless a solid was given a <see cref="SolidMotion"/>.
/// </remarks>
/// <example>
/// <code>
/// var world = SyntheticWorld.FromSeed(7);
/// var clip = world.Render(new OrbitPath(20), width: 720, height: 480, frameCount: 49);
/// var broken = world.With(0, new WobbleMotion(0.1)).Render(new OrbitPath(20), 720, 480, 49);
/// </code>
/// </example>
public sealed class SyntheticWorld
{
    private const double ClearanceMetres = 0.1;

    private readonly IReadOnlyList<Solid> _background;
    private readonly IReadOnlyList<Solid> _solids;
    private readonly Light _light;
    private readonly Sky _sky;
    private readonly (Vector3 Low, Vector3 High) _space;

    internal SyntheticWorld(
        IReadOnlyList<Solid> background, IReadOnlyList<Solid> solids, Light light, Sky sky, Viewpoint home,
        (Vector3 Low, Vector3 High) space)
    {
        (_background, _solids, _light, _sky, Home, _space) = (background, solids, light, sky, home, space);
    }

    /// <summary>Where paths are centred: all solids are in view, and there is free room around it.</summary>
    public Viewpoint Home { get; }

    /// <summary>What one would call the solids: <c>red brick box</c>; their order is that of the masks.</summary>
    public IReadOnlyList<string> SolidNames => [.. _solids.Select(solid => solid.Name)];

    /// <summary>Makes up a world.</summary>
    /// <param name="seed">The same seed gives the same world.</param>
    /// <returns>A room or a yard with 2 to 6 solids.</returns>
    public static SyntheticWorld FromSeed(int seed) => new WorldComposer(seed).Compose();

    /// <summary>The same world, filmed from elsewhere.</summary>
    /// <param name="home">The new viewpoint.</param>
    /// <returns>A world that shares everything else with this one.</returns>
    public SyntheticWorld From(Viewpoint home) => new(_background, _solids, _light, _sky, home, _space);

    /// <summary>The same world with one solid that breaks it.</summary>
    /// <param name="solidIndex">Index into <see cref="SolidNames"/>.</param>
    /// <param name="motion">How the solid moves or changes.</param>
    /// <returns>A world that shares everything else with this one.</returns>
    public SyntheticWorld With(int solidIndex, SolidMotion motion)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(solidIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(solidIndex, _solids.Count);
        Solid[] solids = [.. _solids];
        solids[solidIndex] = solids[solidIndex] with { Motion = motion };
        return new(_background, solids, _light, _sky, Home, _space);
    }

    /// <summary>Films the world.</summary>
    /// <param name="path">How the camera moves.</param>
    /// <param name="width">Picture width in pixels.</param>
    /// <param name="height">Picture height in pixels.</param>
    /// <param name="frameCount">How many frames, spread evenly over the path.</param>
    /// <param name="options">What to keep; <see cref="RenderOptions.Default"/> when absent.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    /// <returns>The video and its truth.</returns>
    /// <exception cref="ArgumentException">The path leaves the free space of the world.</exception>
    public RenderedClip Render(
        CameraPath path, int width, int height, int frameCount,
        RenderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(frameCount, 1);
        options ??= RenderOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThreadCount, 1, nameof(options));

        var views = ViewsAlong(path, width, height, frameCount);
        var (frames, solids) = (new RenderedFrame[frameCount], new PlacedSolid[frameCount][]);
        for (var i = 0; i < frameCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var moment = MomentAt(CameraPath.ProgressAt(i, frameCount));
            solids[i] = moment.Solids;
            frames[i] = FrameRenderer.Render(
                moment, views[i], options.Truth.HasFlag(RenderedTruth.Normals), options.ThreadCount);
            options.Progress?.Report(i + 1);
        }

        return Collect(frames, solids, options);
    }

    /// <summary>The cameras of a path, without rendering.</summary>
    /// <param name="path">How the camera moves.</param>
    /// <param name="width">Picture width in pixels.</param>
    /// <param name="height">Picture height in pixels.</param>
    /// <param name="frameCount">How many frames, spread evenly over the path.</param>
    /// <returns>One view per frame.</returns>
    /// <exception cref="ArgumentException">The path leaves the free space of the world.</exception>
    public IReadOnlyList<View> ViewsAlong(CameraPath path, int width, int height, int frameCount)
    {
        ArgumentNullException.ThrowIfNull(path);
        var views = path.ViewsFrom(Home, width, height, frameCount);
        foreach (var view in views)
            RequireFree(view.CameraFromWorld.OriginInSource, view.FrameIndex);
        return views;
    }

    /// <summary>The picture of a view at the first moment.</summary>
    /// <param name="view">The camera.</param>
    /// <returns>byte[H × W × 3].</returns>
    internal byte[] PictureOf(View view) => FrameRenderer.Render(MomentAt(0), view, false, 1).Rgb;

    /// <summary>
    /// Which solid each pixel of a view shows: 0 for the background, n for the solid with index n − 1.
    /// </summary>
    /// <param name="view">The camera.</param>
    /// <returns>byte[H × W].</returns>
    internal byte[] SolidsIn(View view) =>
        TruthPlanes.MaskOf(FrameRenderer.Render(MomentAt(0), view), _background.Count);

    private Moment MomentAt(double progress) =>
        new([.. _background.Concat(_solids).Select(solid => solid.At(progress))], _light, _sky);

    private RenderedClip Collect(RenderedFrame[] frames, PlacedSolid[][] solids, RenderOptions options)
    {
        var pictures = frames.Select((frame, i) => new Frame(
            frame.Rgb, frame.View.Camera.Width, frame.View.Camera.Height, i,
            TimeSpan.FromSeconds(i / options.FramesPerSecond)));
        var clip = new RenderedClip(
            new([.. pictures], options.FramesPerSecond), Array.ConvertAll(frames, frame => frame.View));
        return new TruthPlanes(frames, solids, _background.Count).AddTo(clip, options.Truth);
    }

    /// <summary>Whether a path stays clear of walls and solids.</summary>
    internal bool HasRoomFor(CameraPath path, int frameCount) => Enumerable.Range(0, frameCount).All(
        i => Obstacle(path.PoseAt(Home, CameraPath.ProgressAt(i, frameCount)).CameraFromWorld.OriginInSource) is null);

    private void RequireFree(Vector3 eye, int frameIndex)
    {
        if (Obstacle(eye) is { } obstacle)
            throw new ArgumentException(
                $"SyntheticWorld.Render: expected a path {obstacle} in frame {frameIndex}. Use a shorter path.");
    }

    private string? Obstacle(Vector3 eye)
    {
        var (low, high) = _space;
        var isInside = eye.X > low.X && eye.Y > low.Y && eye.Z > low.Z && eye.X < high.X && eye.Y < high.Y
            && eye.Z < high.Z;
        if (!isInside)
            return $"that stays between {Text(low)} and {Text(high)}, got {Text(eye)}";
        foreach (var solid in _solids)
        {
            var (dx, dz) = (eye.X - solid.Foot.X, eye.Z - solid.Foot.Z);
            var isAbove = eye.Y < -solid.Shape.Height - ClearanceMetres;
            if (!isAbove && Math.Sqrt(dx * dx + dz * dz) < solid.Shape.FootprintRadius + ClearanceMetres)
                return $"through free space, got {Text(eye)} inside the {solid.Name}";
        }

        return null;
    }

    private static string Text(Vector3 point) =>
        string.Create(CultureInfo.InvariantCulture, $"({point.X:0.00}, {point.Y:0.00}, {point.Z:0.00})");
}
