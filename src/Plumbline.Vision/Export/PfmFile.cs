using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Plumbline.Vision.Export;

/// <summary>Writes maps of numbers as Portable Float Map, which OpenCV, ImageMagick and NumPy scripts read.</summary>
/// <remarks>
/// Paul Debevec's PFM: header <c>Pf</c>, width and height, scale −1.0 for little-endian; float32 rows from bottom to
/// top. Infinity marks a pixel without a value, as in the Middlebury stereo benchmark: the format has no other way to
/// leave one out.
/// </remarks>
public static class PfmFile
{
    /// <summary>Writes the depth of a map; infinite where there is none.</summary>
    /// <param name="path">Where the file goes.</param>
    /// <param name="map">The depth map; depth along the view in world units.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public static void WriteDepth(string path, DepthMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var values = new float[map.Depth.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = map.Confidence[i] > 0 ? map.Depth[i] : float.PositiveInfinity;
        Write(path, values, map.Width, map.Height);
    }

    /// <summary>Writes the confidence of a map, 0 where there is no depth, up to 1.</summary>
    /// <param name="path">Where the file goes.</param>
    /// <param name="map">The depth map.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public static void WriteConfidence(string path, DepthMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Write(path, map.Confidence, map.Width, map.Height);
    }

    private static void Write(string path, float[] values, int width, int height) => AtomicFile.Write(path, stream =>
    {
        stream.Write(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Pf\n{width} {height}\n-1.0\n")));
        for (var y = height - 1; y >= 0; y--)
            stream.Write(MemoryMarshal.AsBytes(values.AsSpan(y * width, width)));
    });
}
