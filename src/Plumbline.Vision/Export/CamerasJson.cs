using System.Text.Json;

namespace Plumbline.Vision.Export;

/// <summary>Writes the cameras of a reconstruction as JSON.</summary>
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
