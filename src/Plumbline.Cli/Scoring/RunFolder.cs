using Plumbline.Alignment.Catalog;

namespace Plumbline.Cli.Scoring;

/// <summary>Where a run keeps what it has finished.</summary>
internal static class RunFolder
{
    /// <summary>File name of the catalog in a run folder.</summary>
    public const string CatalogName = "run.sqlite";

    /// <summary>Opens the catalog of a run.</summary>
    /// <param name="folder">The folder that the user named; absent for one that follows from the command line.</param>
    /// <param name="resumes">Whether the user asked to continue.</param>
    /// <param name="inputs">Files and folders as the user gave them.</param>
    /// <param name="optionsText">Everything else that the results depend on.</param>
    /// <returns>The catalog; empty unless the run continues.</returns>
    /// <exception cref="CommandLineException">
    /// The folder holds another run and the user did not ask to continue it.
    /// </exception>
    public static RunCatalog Open(string? folder, bool resumes, IEnumerable<string> inputs, string optionsText)
    {
        var catalog = RunCatalog.Open(Path.Combine(folder ?? Default(inputs, optionsText), CatalogName));
        if (resumes || catalog.IsEmpty)
            return catalog;
        if (folder is null)
        {
            catalog.Clear();
            return catalog;
        }

        catalog.Dispose();
        throw new CommandLineException(
            ExitCode.BadUsage,
            $"--run {folder}: expected an empty run folder, got one with finished work. "
            + "Add --resume to continue it, or name another.");
    }

    /// <summary>The folder that holds the run folders of command lines that named none.</summary>
    /// <returns>An absolute path; the folder need not exist.</returns>
    public static string Parent()
    {
        var stateHome = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(stateHome) || !Path.IsPathRooted(stateHome))
            stateHome = Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(stateHome, "plumbline", "runs");
    }

    // The same command line finds its own folder again, wherever it is run from.
    private static string Default(IEnumerable<string> inputs, string optionsText)
    {
        var key = UnitOfWork.KeyOf([optionsText, .. inputs.Select(Path.GetFullPath)]);
        return Path.Combine(Parent(), key[..16]);
    }
}
