using System.Globalization;
using Plumbline.Alignment.Catalog;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Benchmarks.Quality;

/// <summary>Options of the quality verbs, and the folder that keeps what was measured.</summary>
/// <param name="arguments">What was written after the verb.</param>
internal sealed class QualityOptions(string[] arguments)
{
    private const string DefaultFolder = "plumbline-quality";

    /// <summary>Runs a verb; what a user can cause is said in one line.</summary>
    /// <param name="arguments">What was written after the verb.</param>
    /// <param name="verb">The verb.</param>
    /// <returns>The verb's exit code; 2 where it was refused.</returns>
    public static int Run(string[] arguments, Func<QualityOptions, int> verb)
    {
        try
        {
            return verb(new(arguments));
        }
        catch (Exception exception) when (
            exception is ArgumentException or FormatException or IOException or CheckpointException or MediaException)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
    }

    /// <summary>The value after a name; absent when the name is.</summary>
    public string? Find(string name)
    {
        var index = Array.IndexOf(arguments, name);
        if (index < 0)
            return null;
        return index + 1 < arguments.Length
            ? arguments[index + 1]
            : throw new ArgumentException($"{name}: expected a value, got none.");
    }

    /// <summary>The value after a name.</summary>
    public string Require(string name) =>
        Find(name) ?? throw new ArgumentException(
            $"{name}: expected a value, got none. Run without arguments for the usage.");

    /// <summary>The whole number after a name; absent when the name is.</summary>
    public int? Number(string name) => Find(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>The number after a name; absent when the name is.</summary>
    public double? Real(string name) =>
        Find(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether a name was written.</summary>
    public bool Has(string name) => arguments.Contains(name);

    /// <summary>
    /// Opens the catalog of <c>--out</c>, which holds something exactly when <c>--resume</c> says so.
    /// </summary>
    public RunCatalog OpenCatalog()
    {
        var folder = Find("--out") ?? DefaultFolder;
        var catalog = RunCatalog.Open(Path.Combine(folder, "run.sqlite"));
        if (catalog.IsEmpty || Has("--resume"))
            return catalog;
        catalog.Dispose();
        throw new ArgumentException(
            $"--out {folder}: expected a folder without results, got one with some. "
            + "Add --resume, or choose another folder.");
    }

    /// <summary>Writes a result as a page and as data beside it, and prints the page.</summary>
    /// <param name="markdown">The page.</param>
    /// <param name="json">The data.</param>
    public void Publish(string markdown, string json)
    {
        Console.Write(markdown);
        if (Find("--results") is not { } path)
            return;
        File.WriteAllText(path, markdown);
        File.WriteAllText(Path.ChangeExtension(path, ".json"), json);
    }
}
