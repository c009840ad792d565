using System.Text.Json;

namespace Plumbline.Vision.Export;

/// <summary>Cameras as JSON: those of a reconstruction, or known ones.</summary>
public static class CamerasJson
{
    /// <summary>Writes one file; it appears whole or not at all.</summary>
    /// <param name="path">Where the file goes.</param>
    /// <param name="reconstruction">The reconstruction.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    /// <remarks>
    /// Intrinsics are in source pixels with the centre of the first pixel at (0, 0); <c>cameraFromWorld</c> is [R | t]
    /// row by row, with X right, Y down, Z forward.
    /// </remarks>
    public static void Write(string path, Reconstruction reconstruction)
    {
        ArgumentNullException.ThrowIfNull(reconstruction);
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteString("model", JsonNamingPolicy.CamelCase.ConvertName(reconstruction.Model.ToString()));
            if (reconstruction.ReprojectionErrorPixels is { } errorPixels)
                json.WriteNumber("reprojectionErrorPixels", errorPixels);
            if (reconstruction.FocalIntervalPixels is var (low, high))
                WriteNumbers(json, "focalIntervalPixels", [low, high]);
            json.WriteStartArray("cameras");
            foreach (var view in reconstruction.Views)
                Write(json, view);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Writes cameras that are known, as those of a rendered world; the model is left out.</summary>
    /// <param name="path">Where the file goes.</param>
    /// <param name="views">One camera per frame.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<View> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteStartArray("cameras");
            foreach (var view in views)
                Write(json, view);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Reads the cameras that <c>Write</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>One camera per frame in the order of the file, at least one.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It holds no cameras; the message says what is missing.</exception>
    public static IReadOnlyList<View> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            View[] views = [.. json.RootElement.GetProperty("cameras").EnumerateArray().Select(Read)];
            return views.Length > 0 ? views : throw new FormatException("no camera");
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(
                $"Cameras {path}: expected the JSON that plumb world --cameras writes, got \"{exception.Message}\". "
                + "Write the file again.",
                exception);
        }
    }

    private static View Read(JsonElement json)
    {
        double[] pose = [.. json.GetProperty("cameraFromWorld").EnumerateArray().Select(number => number.GetDouble())];
        if (pose.Length != 12)
            throw new FormatException($"cameraFromWorld of {pose.Length} numbers instead of 12");
        var rotation = new Matrix3(pose[0], pose[1], pose[2], pose[4], pose[5], pose[6], pose[8], pose[9], pose[10]);
        var camera = new Camera(
            json.GetProperty("width").GetInt32(), json.GetProperty("height").GetInt32(), Number("fx"), Number("fy"),
            Number("cx"), Number("cy"));
        if (Math.Min(camera.Width, camera.Height) < 1 || !(Math.Min(camera.Fx, camera.Fy) > 0))
            throw new FormatException(
                $"a camera of {camera.Width}×{camera.Height} pixels and focal length {camera.Fx}");
        return new(json.GetProperty("frame").GetInt32(), camera, new(rotation, new(pose[3], pose[7], pose[11])));

        double Number(string name) => json.GetProperty(name).GetDouble();
    }

    private static void Write(Utf8JsonWriter json, View view)
    {
        json.WriteStartObject();
        json.WriteNumber("frame", view.FrameIndex);
        json.WriteNumber("width", view.Camera.Width);
        json.WriteNumber("height", view.Camera.Height);
        json.WriteNumber("fx", view.Camera.Fx);
        json.WriteNumber("fy", view.Camera.Fy);
        json.WriteNumber("cx", view.Camera.Cx);
        json.WriteNumber("cy", view.Camera.Cy);
        WriteNumbers(json, "cameraFromWorld", view.CameraFromWorld.ToRows());
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
