namespace Plumbline.Tests.Cli;

/// <summary>Finds the files of the repository that the tests were built from.</summary>
internal static class RepositoryFiles
{
    private static readonly Lazy<string> Root = new(() =>
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Plumbline.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException(
            $"Repository root: expected Plumbline.slnx above {AppContext.BaseDirectory}, got none. "
            + "Run the tests from a checkout.");
    });

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root.Value, .. parts]);
}
