using System.Runtime.InteropServices;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Vision.Export;

/// <summary>Writes flow fields as Middlebury .flo files, which OpenCV and the optical flow benchmarks read.</summary>
/// <remarks>
/// Baker et al., "A database and evaluation methodology for optical flow", IJCV 92, 2011: the float 202021.25, width
/// and height as int32, then X and Y of every pixel in turn, float32, all little-endian, rows from top to bottom.
/// </remarks>
public static class FloFile
{
    private const float Tag = 202021.25f;

    /// <summary>Writes one field; what is occluded keeps its way.</summary>
    /// <param name="path">Where the file goes.</param>
    /// <param name="flow">The flow.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public static void Write(string path, FlowField flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var values = new float[3 + 2 * flow.X.Length];
        values[0] = Tag;
        values[1] = BitConverter.Int32BitsToSingle(flow.Width);
        values[2] = BitConverter.Int32BitsToSingle(flow.Height);
        for (var i = 0; i < flow.X.Length; i++)
            (values[3 + 2 * i], values[4 + 2 * i]) = (flow.X[i], flow.Y[i]);
        AtomicFile.Write(path, stream => stream.Write(MemoryMarshal.AsBytes(values.AsSpan())));
    }
}
