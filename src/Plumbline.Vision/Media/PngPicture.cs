using System.Buffers.Binary;
using System.IO.Compression;

namespace Plumbline.Vision.Media;

/// <summary>A picture as the bytes of a PNG file, without an encoder process.</summary>
/// <remarks>
/// PNG specification (W3C, 3rd ed.), sections 5, 9 and 10: 8-bit RGB, every row as its difference to the row above.
/// </remarks>
public static class PngPicture
{
    private const byte UpFilter = 2;
    private static readonly uint[] ChecksumOfByte = [.. Enumerable.Range(0, 256).Select(ChecksumOf)];

    /// <summary>Encodes a picture.</summary>
    /// <param name="rgb">Red, green and blue bytes, row by row, byte[H × W × 3].</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <returns>The bytes of the file.</returns>
    /// <exception cref="ArgumentException">The number of bytes is not width × height × 3.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> rgb, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (rgb.Length != (long)width * height * 3)
            throw new ArgumentException(
                $"PNG: expected {(long)width * height * 3} bytes for {width}×{height} RGB, got {rgb.Length}.",
                nameof(rgb));
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 2);   // bits per channel, RGB
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compressed(rgb, 3 * width));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compressed(ReadOnlySpan<byte> rgb, int stride)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            var row = new byte[stride + 1];
            row[0] = UpFilter;
            for (var start = 0; start < rgb.Length; start += stride)
            {
                for (var i = 0; i < stride; i++)
                    row[i + 1] = (byte)(rgb[start + i] - (start == 0 ? 0 : rgb[start + i - stride]));
                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Continued(Continued(uint.MaxValue, type), data));
        file.Write(number);
    }

    private static uint Continued(uint checksum, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            checksum = ChecksumOfByte[(byte)(checksum ^ value)] ^ (checksum >> 8);
        return checksum;
    }

    private static uint ChecksumOf(int value)
    {
        var checksum = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            checksum = (checksum & 1) == 0 ? checksum >> 1 : 0xEDB88320 ^ (checksum >> 1);
        return checksum;
    }
}
