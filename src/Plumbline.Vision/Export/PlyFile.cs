using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Plumbline.Vision.Export;

/// <summary>Writes point clouds as binary PLY, which MeshLab, CloudCompare, Blender and Open3D read.</summary>
/// <remarks>
/// Greg Turk, The PLY Polygon File Format, 1994: <c>binary_little_endian 1.0</c>, float x y z, uchar red green blue.
/// </remarks>
public static class PlyFile
{
    private const int BytesPerVertex = 15;

    /// <summary>Writes one file; it appears whole or not at all.</summary>
    /// <param name="path">Where the file goes.</param>
    /// <param name="cloud">The points.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public static void Write(string path, PointCloud cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentOutOfRangeException.ThrowIfNotEqual(cloud.Rgb.Length, cloud.Positions.Count * 3);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
                ply
                format binary_little_endian 1.0
                element vertex {cloud.Positions.Count}
                property float x
                property float y
                property float z
                property uchar red
                property uchar green
                property uchar blue
                end_header

                """)));
            Span<byte> vertex = stackalloc byte[BytesPerVertex];
            for (var i = 0; i < cloud.Positions.Count; i++)
            {
                var position = cloud.Positions[i];
                BinaryPrimitives.WriteSingleLittleEndian(vertex, (float)position.X);
                BinaryPrimitives.WriteSingleLittleEndian(vertex[4..], (float)position.Y);
                BinaryPrimitives.WriteSingleLittleEndian(vertex[8..], (float)position.Z);
                cloud.Rgb.AsSpan(i * 3, 3).CopyTo(vertex[12..]);
                stream.Write(vertex);
            }
        });
    }
}
