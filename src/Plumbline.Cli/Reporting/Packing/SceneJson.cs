using System.Text.Json;
using Plumbline.Alignment;
using Plumbline.Vision;

namespace Plumbline.Cli.Reporting.Packing;

/// <summary>Writes cameras and a coloured point cloud of one shot as JSON for the page.</summary>
internal static class SceneJson
{
    /// <summary>How many points a shot's cloud has at most.</summary>
    public const int MaximumPoints = 30_000;

    private const float LeastConfidence = 0.3f;
    private const double TrimmedShare = 0.01;

    // 4096 places along each side of the box: finer than a pixel of the view.
    private const int LargestPlace = 4095;

    /// <summary>Writes the property <c>scene</c>.</summary>
    /// <param name="json">Receives the property.</param>
    /// <param name="reconstruction">The shot's cameras, points and depth.</param>
    /// <param name="frames">Frames with evidence, which colour the dense points.</param>
    public static void Write(Utf8JsonWriter json, Reconstruction reconstruction, IReadOnlyList<FrameVerdict> frames)
    {
        json.WriteStartObject("scene");
        json.WriteStartArray("views");
        foreach (var view in reconstruction.Views)
            WriteView(json, view);
        json.WriteEndArray();
        var cloud = WithoutStrays([.. DensePoints(reconstruction, frames), .. SparsePoints(reconstruction)]);
        if (cloud.Count > 0)
            WriteCloud(json, cloud);
        json.WriteEndObject();
    }

    private static void WriteView(Utf8JsonWriter json, View view)
    {
        json.WriteStartObject();
        json.WriteNumber("frame", view.FrameIndex);
        json.WriteNumber("width", view.Camera.Width);
        json.WriteNumber("height", view.Camera.Height);
        JsonText.WriteNumbers(json, "intrinsics", [view.Camera.Fx, view.Camera.Fy, view.Camera.Cx, view.Camera.Cy]);
        JsonText.WriteNumbers(json, "cameraFromWorld", view.CameraFromWorld.ToRows());
        json.WriteEndObject();
    }

    private static IEnumerable<CloudPoint> SparsePoints(Reconstruction reconstruction) =>
        reconstruction.Points.Select(point => new CloudPoint(point.Position, point.Red, point.Green, point.Blue));

    private static IEnumerable<CloudPoint> DensePoints(
        Reconstruction reconstruction, IReadOnlyList<FrameVerdict> frames)
    {
        DepthMap[] maps =
            [.. reconstruction.DepthMaps.Where(map => frames.Any(frame => frame.FrameIndex == map.FrameIndex))];
        if (maps.Length == 0)
            yield break;
        // Half of the pixels or more have no confident depth as a rule, hence the factor below.
        var pixelsPerPoint = maps.Sum(map => (double)map.Width * map.Height) * 0.5 / MaximumPoints;
        var step = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(pixelsPerPoint)));
        foreach (var map in maps)
        {
            var view = reconstruction.Views.FirstOrDefault(view => view.FrameIndex == map.FrameIndex);
            if (view is null)
                continue;
            var evidence = frames.First(frame => frame.FrameIndex == map.FrameIndex).Evidence!;
            var camera = view.Camera.Resized(map.Width, map.Height);
            var worldFromCamera = view.CameraFromWorld.Inverse();
            for (var y = step / 2; y < map.Height; y += step)
            {
                for (var x = step / 2; x < map.Width; x += step)
                {
                    var at = y * map.Width + x;
                    if (map.Confidence[at] < LeastConfidence)
                        continue;
                    var position = worldFromCamera * (map.Depth[at] * camera.Unproject(new(x, y)));
                    var (column, row) = (x * evidence.Width / map.Width, y * evidence.Height / map.Height);
                    var rgb = evidence.OriginalRgb.AsSpan((row * evidence.Width + column) * 3, 3);
                    yield return new(position, rgb[0], rgb[1], rgb[2]);
                }
            }
        }
    }

    // A handful of points near infinity would squeeze all others into one corner of the box.
    private static List<CloudPoint> WithoutStrays(List<CloudPoint> points)
    {
        if (points.Count < 100)
            return points;
        var x = Bounds(points, point => point.Position.X);
        var y = Bounds(points, point => point.Position.Y);
        var z = Bounds(points, point => point.Position.Z);
        return [.. points.Where(point =>
            Inside(point.Position.X, x) && Inside(point.Position.Y, y) && Inside(point.Position.Z, z))];
    }

    private static bool Inside(double value, Interval bounds) => value >= bounds.Low && value <= bounds.High;

    private static Interval Bounds(List<CloudPoint> points, Func<CloudPoint, double> coordinate)
    {
        double[] sorted = [.. points.Select(coordinate).Order()];
        var trimmed = (int)(sorted.Length * TrimmedShare);
        var (low, high) = (sorted[trimmed], sorted[^(trimmed + 1)]);
        var margin = (high - low) / 2;
        return new(low - margin, high + margin);
    }

    private static void WriteCloud(Utf8JsonWriter json, List<CloudPoint> all)
    {
        var points = EvenSelection.Of(all, MaximumPoints);
        double[] low = [points.Min(p => p.Position.X), points.Min(p => p.Position.Y), points.Min(p => p.Position.Z)];
        double[] high = [points.Max(p => p.Position.X), points.Max(p => p.Position.Y), points.Max(p => p.Position.Z)];
        // Planes of one kind, as differences between neighbours, compress better than records: for x, y and z in turn
        // the upper and the lower bytes of 12-bit places in the box, then red, green and blue.
        var bytes = new byte[points.Count * 9];
        var (last, lastColour) = (new int[3], new byte[3]);
        for (var i = 0; i < points.Count; i++)
        {
            var (position, colour) = (points[i].Position, (byte[])[points[i].Red, points[i].Green, points[i].Blue]);
            double[] coordinates = [position.X, position.Y, position.Z];
            for (var axis = 0; axis < 3; axis++)
            {
                var place = PlaceOf(coordinates[axis], low[axis], high[axis]);
                var step = (place - last[axis]) & LargestPlace;
                bytes[2 * axis * points.Count + i] = (byte)(step >> 8);
                bytes[(2 * axis + 1) * points.Count + i] = (byte)step;
                bytes[(6 + axis) * points.Count + i] = (byte)(colour[axis] - lastColour[axis]);
                (last[axis], lastColour[axis]) = (place, colour[axis]);
            }
        }

        json.WriteStartObject("cloud");
        json.WriteNumber("count", points.Count);
        JsonText.WriteNumbers(json, "low", low);
        JsonText.WriteNumbers(json, "high", high);
        PackedBytes.Write(json, "data", bytes);
        json.WriteEndObject();
    }

    private static int PlaceOf(double value, double low, double high) =>
        high > low ? (int)Math.Round((value - low) / (high - low) * LargestPlace) : 0;

    private readonly record struct CloudPoint(Vector3 Position, byte Red, byte Green, byte Blue);
}
