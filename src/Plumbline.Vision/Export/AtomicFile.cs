namespace Plumbline.Vision.Export;

/// <summary>Writes files that appear whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside the target under another name and renames at the end.</summary>
    /// <param name="path">Where the file goes; an existing file is replaced, its folder must exist.</param>
    /// <param name="write">Writes the content; when it throws, nothing is left behind.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        var partial = $"{target}.{Environment.ProcessId}.partial";
        try
        {
            using (var stream = File.Create(partial))
                write(stream);
            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
