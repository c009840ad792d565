using Plumbline.Vision;

namespace Plumbline.Tests.Export;

/// <summary>
/// Three views of a handful of points, with depth maps of a slanted plane: everything known by construction.
/// </summary>
internal static class TinyScene
{
    public const int Width = 8;
    public const int Height = 6;

    public static Reconstruction Reconstruction()
    {
        var narrow = new Camera(Width, Height, 9, 10, 3.5, 2.5);
        var wide = new Camera(Width, Height, 6, 6.5, 3.25, 2.75);
        View[] views =
        [
            new(4, narrow, Rigid3.Identity),
            new(7, narrow, new(Rigid3.RotationFromAxisAngle(new(0.1, -0.2, 0.05)), new(0.3, -0.1, 0.2))),
            new(12, wide, new(Rigid3.RotationFromAxisAngle(new(0, Math.PI - 0.01, 0)), new(-0.4, 0.2, 5))),
        ];
        Vector3[] positions = [new(0.1, 0.2, 3), new(-0.5, 0.1, 2.5), new(0.4, -0.3, 4)];
        return new()
        {
            Model = CameraModel.TranslationAndZoom,
            Views = views,
            Points =
            [
                .. positions.Select((position, i) => new ScenePoint(
                    position, (byte)(10 * i), (byte)(20 + i), 255, 0.25 * (i + 1),
                    [.. views.Take(i + 1).Select(
                        (view, v) => (v, view.Camera.Project(view.CameraFromWorld * position)))])),
            ],
            DepthMaps = [.. views.Select(view => SlantedPlane(view.FrameIndex))],
            FocalIntervalPixels = (8.5, 9.5),
            ReprojectionErrorPixels = 0.125,
        };
    }

    public static Video Video() => new(
        [.. new[] { 4, 7, 12 }.Select(index => new Frame(
            [.. Enumerable.Range(0, Width * Height * 3).Select(i => (byte)(i + index))], Width, Height, index,
            TimeSpan.FromSeconds(index / 8.0)))],
        8, 16);

    private static DepthMap SlantedPlane(int frameIndex)
    {
        var depth = new float[12];
        var confidence = new float[12];
        for (var i = 0; i < depth.Length; i++)
            (depth[i], confidence[i]) = (2 + 0.25f * i, i % 5 == 0 ? 0 : 0.5f);
        return new(frameIndex, 4, 3, depth, confidence);
    }
}
