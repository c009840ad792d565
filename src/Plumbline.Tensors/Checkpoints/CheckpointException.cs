namespace Plumbline.Tensors.Checkpoints;

/// <summary>
/// A checkpoint could not be read or written; the message names the file, what is wrong and the way out.
/// </summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Describes what is wrong with a file.</summary>
    /// <param name="path">The file or folder that was given.</param>
    /// <param name="problem">"&lt;What failed&gt;: expected x, got y. &lt;What to do&gt;."</param>
    /// <param name="innerException">What the system reported, where it did.</param>
    public CheckpointException(string path, string problem, Exception? innerException = null)
        : base($"{path}: {problem}", innerException) => Path = path;

    /// <summary>The file or folder that was given.</summary>
    public string Path { get; }

    /// <summary>A name from a file, made safe for a message: shortened, control characters escaped.</summary>
    internal static string Quote(string name)
    {
        const int MaximumLength = 80;
        var shown = name.Length <= MaximumLength ? name : name[..MaximumLength] + "…";
        return "'" + string.Concat(shown.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString())) + "'";
    }

    /// <summary>The first few of many problems, one a line, and how many more there are.</summary>
    internal static string List(IReadOnlyCollection<string> problems)
    {
        const int MaximumCount = 10;
        var shown = problems.Take(MaximumCount).Select(problem => "\n  " + problem);
        var rest = problems.Count > MaximumCount ? $"\n  … and {problems.Count - MaximumCount} more" : "";
        return string.Concat(shown) + rest;
    }
}
