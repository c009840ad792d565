namespace Plumbline.Vision.Media;

/// <summary>
/// Walks through the blocks of a GIF, because FFmpeg shows a GIF that was cut off as if it were whole.
/// </summary>
/// <remarks>CompuServe, Graphics Interchange Format version 89a, sections 17–27.</remarks>
internal static class GifBlocks
{
    private const int ImageDescriptor = 0x2C, Extension = 0x21;

    /// <summary>Whether a file ends in the middle of a block.</summary>
    /// <param name="path">An existing file.</param>
    /// <returns>False for a whole GIF, for one that lacks only the last byte, and for any other file.</returns>
    public static bool IsCutOff(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        Span<byte> head = stackalloc byte[13];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.StartsWith("GIF8"u8))
            return false;
        if (!Pass(file, ColourTableLength(head[10])))
            return true;
        for (var block = file.ReadByte(); block is ImageDescriptor or Extension; block = file.ReadByte())
        {
            if (!(block == Extension ? PassExtension(file) : PassImage(file)))
                return true;
        }

        // The trailer, the end of the file, or bytes that FFmpeg will have to judge.
        return false;
    }

    private static bool PassExtension(FileStream file) => file.ReadByte() >= 0 && PassSubBlocks(file);

    private static bool PassImage(FileStream file)
    {
        Span<byte> descriptor = stackalloc byte[9];
        return file.ReadAtLeast(descriptor, descriptor.Length, throwOnEndOfStream: false) == descriptor.Length
            && Pass(file, ColourTableLength(descriptor[8]))
            && file.ReadByte() >= 0 // LZW code size
            && PassSubBlocks(file);
    }

    private static bool PassSubBlocks(FileStream file)
    {
        for (var length = file.ReadByte(); length != 0; length = file.ReadByte())
        {
            if (length < 0 || !Pass(file, length))
                return false;
        }

        return true;
    }

    private static int ColourTableLength(byte packed) => (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);

    private static bool Pass(FileStream file, int byteCount)
    {
        file.Seek(byteCount, SeekOrigin.Current);
        return file.Position <= file.Length;
    }
}
