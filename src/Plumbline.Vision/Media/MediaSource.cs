using System.Globalization;
using System.Text;

namespace Plumbline.Vision.Media;

/// <summary>What FFmpeg is told to read for one path: a video file, or a list of pictures.</summary>
internal sealed class MediaSource
{
    private MediaSource(string path, IReadOnlyList<string> images)
    {
        Path = path;
        Images = images;
    }

    /// <summary>The path as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Full paths of the pictures in order; empty for a video file.</summary>
    public IReadOnlyList<string> Images { get; }

    /// <summary>Whether this is a list of pictures.</summary>
    public bool IsImageList => Images.Count > 0;

    /// <summary>Whether the file may hold a palette with transparent colours, judged by its name alone.</summary>
    public bool MayHidePalette =>
        IsImageList || System.IO.Path.GetExtension(Path).Equals(".apng", StringComparison.OrdinalIgnoreCase);

    /// <summary>Finds out what lies at a path.</summary>
    /// <param name="path">
    /// A video file, a picture, a folder of pictures, or a pattern such as <c>frames/%05d.png</c>.
    /// </param>
    /// <returns>The source; it exists, can be opened and is not empty.</returns>
    /// <exception cref="MediaException">Nothing there, not readable, empty, or a folder without pictures.</exception>
    public static MediaSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (Directory.Exists(path))
                return OfImages(path, ImageFiles.InFolder(path), "a folder of pictures", "no picture in it");
            if (!File.Exists(path) && ImageFiles.IsPattern(path))
                return OfImages(path, ImageFiles.OfPattern(path), "pictures named by this pattern", "none");
            RequireReadable(path);
            if (GifBlocks.IsCutOff(path))
                throw new MediaException(
                    $"Opening {path}: expected a whole GIF, got one that was cut off. Copy or export it again.");
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new MediaException(
                $"Opening {path}: expected a file that can be read, got \"permission denied\". Change its permissions.",
                exception);
        }
        catch (IOException exception)
        {
            throw new MediaException(
                $"Opening {path}: expected a file that can be read, got \"{exception.Message}\".", exception);
        }

        return new(path, ImageFiles.HasImageExtension(path) ? [System.IO.Path.GetFullPath(path)] : []);
    }

    /// <summary>The arguments that make FFmpeg or ffprobe read this source and nothing else.</summary>
    /// <returns>Arguments up to and including the input.</returns>
    public IReadOnlyList<string> InputArguments()
    {
        // The prefix keeps names such as "-x.mp4" and "a:b.mp4" from being read as options or protocols.
        return IsImageList
            ? [
                "-protocol_whitelist", "file,pipe", "-format_whitelist", Demuxers.Images, "-f", "concat", "-safe", "0",
                "-i", "pipe:0"]
            : [
                "-protocol_whitelist", "file,pipe", "-format_whitelist", Demuxers.Video, "-i",
                "file:" + System.IO.Path.GetFullPath(Path)];
    }

    /// <summary>Writes the list of pictures to a program, where there is one, and closes its input.</summary>
    /// <param name="process">FFmpeg or ffprobe.</param>
    /// <param name="imageCount">How many pictures from the start of the list.</param>
    public void Feed(ChildProcess process, int imageCount = int.MaxValue)
    {
        if (IsImageList)
        {
            var list = new StringBuilder("ffconcat version 1.0\n");
            foreach (var image in Images.Take(imageCount))
            {
                var quoted = image.Replace("'", "'\\''", StringComparison.Ordinal);
                list.Append(
                    CultureInfo.InvariantCulture, $"file 'file:{quoted}'\nduration 1\noption pattern_type none\n");
            }

            process.TryWrite(Encoding.UTF8.GetBytes(list.ToString()));
        }

        process.CloseInput();
    }

    /// <summary>Whether the first bytes are a box of an MP4 or QuickTime file.</summary>
    /// <returns>False for anything else, and for a list of pictures.</returns>
    public bool BeginsLikeMp4()
    {
        if (IsImageList)
            return false;
        using var file = File.OpenRead(Path);
        Span<byte> head = stackalloc byte[8];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return length == head.Length
            && Encoding.ASCII.GetString(head[4..]) is "ftyp" or "moov" or "mdat" or "wide" or "free" or "skip";
    }

    private static MediaSource OfImages(string path, IReadOnlyList<string> images, string expected, string got)
    {
        if (images.Count == 0)
            throw new MediaException(
                $"Opening {path}: expected {expected}, got {got}. Pictures end in {ImageFiles.ExtensionList}.");
        // FFmpeg decodes a list with the codec of its first picture.
        var formats = images.Select(ImageFiles.FormatOf).Distinct().ToArray();
        if (formats.Length > 1)
            throw new MediaException(
                $"Opening {path}: expected pictures of one format, got {string.Join(" and ", formats)}. "
                + "Name them by a pattern such as %05d.png.");
        foreach (var image in images)
        {
            if (image.Contains('\n', StringComparison.Ordinal))
                throw new MediaException(
                    $"Opening {path}: expected names on one line, got a line break in a picture's name. Rename it.");
            RequireReadable(image);
        }

        return new(path, images);
    }

    private static void RequireReadable(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new MediaException(
                $"Opening {path}: expected a video file, got nothing at this path. Check the name.");
        // A named pipe has length 0 too; opening one would wait for a writer that may never come.
        if (file.Length == 0)
            throw new MediaException(
                $"Opening {path}: expected a video, got an empty file of 0 bytes. Copy or export it again.");
        using var handle = File.OpenHandle(path);
    }
}
