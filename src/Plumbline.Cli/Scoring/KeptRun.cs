namespace Plumbline.Cli.Scoring;

/// <summary>A run folder that was made without being named.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="LastWritten">When work was last committed to it.</param>
/// <param name="Bytes">What it takes on the disk.</param>
internal sealed record KeptRun(string Folder, DateTimeOffset LastWritten, long Bytes)
{
    /// <summary>All of them, the one last written first.</summary>
    /// <returns>The folders below the user's state folder that hold a run catalog.</returns>
    public static IReadOnlyList<KeptRun> FindAll()
    {
        var parent = new DirectoryInfo(RunFolder.Parent());
        if (!parent.Exists)
            return [];
        return
        [
            .. parent.EnumerateDirectories()
                .Where(folder => File.Exists(Path.Combine(folder.FullName, RunFolder.CatalogName)))
                .Select(folder =>
                {
                    var files = folder.EnumerateFiles().ToList();
                    return new KeptRun(
                        folder.FullName, files.Max(file => file.LastWriteTimeUtc), files.Sum(file => file.Length));
                })
                .OrderByDescending(run => run.LastWritten).ThenBy(run => run.Folder, StringComparer.Ordinal),
        ];
    }
}
