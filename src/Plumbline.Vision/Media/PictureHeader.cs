using System.Globalization;
using System.Text;

namespace Plumbline.Vision.Media;

/// <summary>The head of a PAM picture: its size and what each pixel holds.</summary>
/// <param name="Width">Width in pixels, at least 1.</param>
/// <param name="Height">Height in pixels, at least 1.</param>
/// <param name="Depth">Bytes per pixel: 3 for RGB, 4 for RGB and alpha.</param>
/// <param name="ByteCount">Length of the head itself.</param>
/// <remarks>Netpbm, <c>pam(5)</c>.</remarks>
internal sealed record PictureHeader(int Width, int Height, int Depth, int ByteCount)
{
    private const int MaximumLineLength = 64;

    /// <summary>Length of the pixels that follow.</summary>
    public long PixelByteCount => (long)Width * Height * Depth;

    /// <summary>Reads up to the first pixel.</summary>
    /// <param name="pipe">At the first byte of a picture.</param>
    /// <returns>The head.</returns>
    /// <exception cref="InvalidDataException">Not a PAM picture with 8 bits of RGB or RGBA.</exception>
    /// <exception cref="EndOfStreamException">The stream stopped in the middle.</exception>
    public static PictureHeader Read(PipeReader pipe)
    {
        int width = 0, height = 0, depth = 0, maximum = 0, byteCount = 0;
        for (var lineNumber = 0; lineNumber < 10; lineNumber++)
        {
            var line = ReadLine(pipe);
            byteCount += line.Length + 1;
            if (lineNumber == 0 && line != "P7")
                break;
            if (line == "ENDHDR")
                return width > 0 && height > 0 && depth is 3 or 4 && maximum == 255
                    ? new(width, height, depth, byteCount)
                    : throw new InvalidDataException($"a picture of {width}×{height}×{depth} with maximum {maximum}");
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !int.TryParse(line[(space + 1)..], CultureInfo.InvariantCulture, out var value))
                continue;
            if (line.StartsWith("WIDTH", StringComparison.Ordinal))
                width = value;
            else if (line.StartsWith("HEIGHT", StringComparison.Ordinal))
                height = value;
            else if (line.StartsWith("DEPTH", StringComparison.Ordinal))
                depth = value;
            else if (line.StartsWith("MAXVAL", StringComparison.Ordinal))
                maximum = value;
        }

        throw new InvalidDataException("not a PAM picture");
    }

    private static string ReadLine(PipeReader pipe)
    {
        var line = new StringBuilder();
        for (var letter = pipe.ReadByte(); letter != '\n'; letter = pipe.ReadByte())
        {
            if (line.Length == MaximumLineLength)
                throw new InvalidDataException("a PAM header without line ends");
            line.Append((char)letter);
        }

        return line.ToString();
    }
}
