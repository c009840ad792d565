namespace Plumbline.Alignment.Catalog;

/// <summary>Keeps a second process out of a run folder for as long as it is held.</summary>
/// <remarks>The operating system lets go of it when the process ends, in whatever way.</remarks>
public sealed class RunLock : IDisposable
{
    private const string WorkName = "run.lock";

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes a run folder.</summary>
    /// <param name="folder">The folder; made when missing.</param>
    /// <param name="name">Name of the lock: who holds one of another name is not kept out.</param>
    /// <returns>The lock; dispose it to let go.</returns>
    /// <exception cref="IOException">Another process is at work in it, or it cannot be written.</exception>
    public static RunLock Take(string folder, string name = WorkName)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new IOException(
                $"Run folder {folder}: expected to be the only process at work in it, got another one. "
                + "Wait until that one has ended, or choose another folder.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
