namespace Plumbline.Tests.Golden;

/// <summary>
/// Where the reference values lie: PLUMBLINE_GOLDEN, or <c>../shared/golden</c> beside the repository.
/// </summary>
internal static class GoldenFolder
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("PLUMBLINE_GOLDEN") is { Length: > 0 } given
        ? System.IO.Path.GetFullPath(given)
        : System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryRoot(), "..", "shared", "golden"));

    /// <summary>Every case that is there, known or not.</summary>
    public static IReadOnlyList<string> CaseNames => Directory.Exists(Path)
        ? [.. Directory.GetDirectories(Path).Select(folder => System.IO.Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)]
        : [];

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Plumbline.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
