namespace Plumbline.Vision.Media;

/// <summary>
/// Where a clip is written before it gets its name, so that half a clip is never mistaken for a whole one.
/// </summary>
internal sealed class OutputFiles
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly bool _isSequence;

    private OutputFiles(string path, string temporary, bool isSequence)
    {
        _path = path;
        _temporary = temporary;
        _isSequence = isSequence;
    }

    /// <summary>What FFmpeg is told to write to.</summary>
    public string Target => _isSequence
        ? "file:" + Path.Combine(_temporary.Replace("%", "%%", StringComparison.Ordinal), Path.GetFileName(_path))
        : "file:" + _temporary;

    /// <summary>Chooses temporary names beside the target.</summary>
    /// <param name="path">The target as the user gave it.</param>
    /// <param name="encoding">What will be written.</param>
    /// <returns>The place to write to.</returns>
    /// <exception cref="MediaException">
    /// The folder does not exist, or the name does not fit what is written.
    /// </exception>
    public static OutputFiles Begin(string path, VideoEncoding encoding)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        var isSequence = encoding == VideoEncoding.PngSequence;
        if (isSequence && !ImageFiles.IsPattern(full))
            throw new MediaException(
                $"Writing {path}: expected a pattern such as frames/%05d.png for PNG files, got one name.");
        if (!Directory.Exists(folder))
            throw new MediaException($"Writing {path}: expected a folder {folder}, got none. Create it first.");
        if (isSequence && ImageFiles.OfPattern(full) is { Count: > 0 } present)
            throw new MediaException(
                $"Writing {path}: expected no picture of this name, got {present.Count} from an earlier clip. "
                + "Choose an empty folder.");
        var temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.part");
        if (isSequence)
            Directory.CreateDirectory(temporary);
        return new(full, temporary, isSequence);
    }

    /// <summary>Gives the finished files their names.</summary>
    public void Publish()
    {
        if (!_isSequence)
        {
            File.Move(_temporary, _path, overwrite: true);
            return;
        }

        foreach (var picture in Directory.EnumerateFiles(_temporary))
            File.Move(picture, Path.Combine(Path.GetDirectoryName(_path)!, Path.GetFileName(picture)), overwrite: true);
        Directory.Delete(_temporary);
    }

    /// <summary>Removes what was written.</summary>
    public void Discard()
    {
        if (_isSequence && Directory.Exists(_temporary))
            Directory.Delete(_temporary, recursive: true);
        else
            File.Delete(_temporary);
    }
}
