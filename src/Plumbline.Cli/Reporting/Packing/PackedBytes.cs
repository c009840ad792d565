using System.IO.Compression;
using System.Text.Json;

namespace Plumbline.Cli.Reporting.Packing;

/// <summary>Carries bytes in JSON as raw DEFLATE in base64.</summary>
/// <remarks>RFC 1951; browsers undo it with <c>DecompressionStream</c>.</remarks>
internal static class PackedBytes
{
    /// <summary>Writes bytes as one JSON string property.</summary>
    /// <param name="json">Receives the property.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="bytes">The bytes to carry.</param>
    public static void Write(Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(bytes);
        json.WriteBase64String(name, packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }
}
