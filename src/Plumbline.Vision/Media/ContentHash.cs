using System.Security.Cryptography;
using System.Text;

namespace Plumbline.Vision.Media;

/// <summary>Names the content of a clip, wherever it lies and whatever it is called.</summary>
public static class ContentHash
{
    /// <summary>SHA-256 of a clip.</summary>
    /// <param name="path">
    /// A video file, a picture, a folder of pictures, or a pattern such as <c>frames/%05d.png</c>.
    /// </param>
    /// <param name="token">Stops the work between files.</param>
    /// <returns>
    /// 64 lower-case hexadecimal digits. Of a file: what <c>sha256sum</c> prints. Of several pictures: the hash of one
    /// line for each, in their order, as <c>sha256sum</c> prints it when run inside the folder.
    /// </returns>
    /// <exception cref="MediaException">Nothing there, not readable, empty, or a folder without pictures.</exception>
    public static string Sha256(string path, CancellationToken token = default)
    {
        var source = MediaSource.Open(path);
        if (!Directory.Exists(path) && File.Exists(path))
            return OfFile(path);

        var listing = new StringBuilder();
        foreach (var image in source.Images)
        {
            token.ThrowIfCancellationRequested();
            listing.Append(OfFile(image)).Append("  ").Append(Path.GetFileName(image)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(listing.ToString())));
    }

    private static string OfFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MediaException(
                $"Reading {path}: expected a file that can be read, got \"{exception.Message}\".", exception);
        }
    }
}
