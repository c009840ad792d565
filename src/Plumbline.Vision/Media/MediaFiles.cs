namespace Plumbline.Vision.Media;

/// <summary>Finds the clips that a list of files and folders stands for.</summary>
public static class MediaFiles
{
    private static readonly HashSet<string> VideoExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".gif", ".apng", ".mpg", ".mpeg", ".ts", ".m2ts", ".mts",
        ".flv", ".wmv", ".asf",
        ".3gp", ".3g2", ".mj2", ".ogv", ".mxf", ".vob", ".nut", ".y4m", ".ivf", ".dv", ".h264", ".264", ".hevc",
        ".h265", ".265",
    };

    /// <summary>
    /// Decodes a clip into memory: <c>MediaFile.Probe(path).Load(options)</c> with one program start fewer for video
    /// files.
    /// </summary>
    /// <param name="path">
    /// A video file, a picture, a folder of pictures, or a pattern such as <c>frames/%05d.png</c>.
    /// </param>
    /// <param name="options">How much memory may be used; the defaults when absent.</param>
    /// <param name="token">Stops the decoding.</param>
    /// <returns>As <see cref="MediaFile.Load"/>.</returns>
    /// <exception cref="MediaException">
    /// Nothing there, not readable, not a video, or damaged; the message says which.
    /// </exception>
    public static Video Load(string path, LoadOptions? options = null, CancellationToken token = default)
    {
        var source = MediaSource.Open(path);
        if (source.IsImageList)
            return MediaFile.Probe(path, token).Load(options, token);
        using var reader = new FrameReader(source, probed: null, token);
        return ClipLoader.Load(
            reader, options ?? LoadOptions.Default, () => MediaFile.Probe(path, token).FramesPerSecond);
    }

    /// <summary>Expands files and folders to clips.</summary>
    /// <param name="paths">
    /// Files and patterns, taken as they are, and folders. A folder of two or more numbered pictures and no
    /// video file is one clip; any other is searched, with the folders inside it, for video files and such folders.
    /// An animated picture beside a video of the same name is its preview and passed over.
    /// </param>
    /// <returns>
    /// Paths for <see cref="MediaFile.Probe(string, CancellationToken)"/>, each once, in the order given and in natural
    /// order inside folders.
    /// </returns>
    /// <exception cref="MediaException">
    /// A path that is not there, or a folder without a clip; every such path is named.
    /// </exception>
    /// <remarks>Hidden files and folders and links to folders are passed over.</remarks>
    public static IReadOnlyList<string> Discover(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var clips = new List<string>();
        var failures = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var before = clips.Count;
                Search(path, clips);
                if (clips.Count == before)
                    failures.Add($"{path}: expected a folder with video files or numbered pictures, got neither");
            }
            else if (File.Exists(path) || (ImageFiles.IsPattern(path) && ImageFiles.OfPattern(path).Count > 0))
            {
                clips.Add(path);
            }
            else
            {
                failures.Add($"{path}: expected a file or folder, got nothing at this path");
            }
        }

        if (failures.Count > 0)
            throw new MediaException($"Looking for clips: {string.Join("; ", failures)}. Check the names.");
        return [.. clips.DistinctBy(Path.GetFullPath)];
    }

    private static void Search(string folder, List<string> clips)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden };
        var videos = Directory.EnumerateFiles(folder, "*", options)
            .Where(path => VideoExtensions.Contains(Path.GetExtension(path)))
            .Order(NaturalOrder.Instance)
            .ToArray();
        // Pictures beside videos are their previews, and so are animated ones that are named after them.
        var named = videos.Where(path => !IsAnimation(path)).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        clips.AddRange(
            videos.Where(path => !(IsAnimation(path) && named.Contains(Path.GetFileNameWithoutExtension(path)))));
        if (videos.Length == 0 && ImageFiles.InFolder(folder).Count(IsNumbered) >= 2)
        {
            clips.Add(folder);
            return;
        }

        // A link may lead back up.
        options.AttributesToSkip |= FileAttributes.ReparsePoint;
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", options).Order(NaturalOrder.Instance))
            Search(inner, clips);
    }

    private static bool IsAnimation(string path) => Path.GetExtension(path).ToLowerInvariant() is ".gif" or ".apng";

    private static bool IsNumbered(string path) => Path.GetFileNameWithoutExtension(path).Any(char.IsAsciiDigit);
}
