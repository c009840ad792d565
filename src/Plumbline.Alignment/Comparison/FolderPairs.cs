using System.Text.RegularExpressions;
using Plumbline.Vision.Media;

namespace Plumbline.Alignment.Comparison;

/// <summary>The clips of two folders, matched by their names.</summary>
/// <param name="Pairs">Clips that both folders have, in natural order.</param>
/// <param name="LeftOut">Clips without a partner, and others that were left out, each with the reason.</param>
/// <remarks>
/// A name is the path below the folder without its ending, so that <c>hall/seed_7.mp4</c> meets <c>hall/seed_7.mkv</c>.
/// Pairs in one folder below the two are of one prompt, as <c>plumb generate</c> and VideoGPA write them; a clip
/// directly in the two folders is a prompt by itself unless a pattern says otherwise.
/// </remarks>
public sealed record FolderPairs(IReadOnlyList<ClipPair> Pairs, IReadOnlyList<string> LeftOut)
{
    /// <summary>Matches two folders.</summary>
    /// <param name="baseFolder">Clips of the base.</param>
    /// <param name="alignedFolder">Clips of the other side.</param>
    /// <param name="promptOf">
    /// Finds the prompt in a name: the text of its first group, or of the whole match; absent for the folder of the
    /// clip.
    /// </param>
    /// <param name="token">Stops the reading of files for their hashes.</param>
    /// <returns>The pairs.</returns>
    /// <exception cref="MediaException">A folder is missing or holds no clip, or no name is in both.</exception>
    public static FolderPairs Match(
        string baseFolder, string alignedFolder, Regex? promptOf = null, CancellationToken token = default)
    {
        var leftOut = new List<string>();
        var (one, other) = (ByName(baseFolder, leftOut), ByName(alignedFolder, leftOut));
        string[] names = [.. one.Keys.Where(other.ContainsKey).Order(NaturalOrder.Instance)];
        if (names.Length == 0)
            throw new MediaException(
                $"Matching {baseFolder} and {alignedFolder}: expected clips of the same names in both, "
                + $"got {one.Count} in the first ({Few(one.Keys)}) and {other.Count} in the second "
                + $"({Few(other.Keys)}). Rename one side.");
        leftOut.AddRange(one.Keys.Where(name => !other.ContainsKey(name)).Order(NaturalOrder.Instance).Select(
            name => $"{name}: only in {baseFolder}"));
        leftOut.AddRange(other.Keys.Where(name => !one.ContainsKey(name)).Order(NaturalOrder.Instance).Select(
            name => $"{name}: only in {alignedFolder}"));
        var pairs = new List<ClipPair>();
        foreach (var name in names)
        {
            if (PromptOf(name, promptOf) is not { } prompt)
            {
                leftOut.Add($"{name}: {promptOf} finds no prompt in the name");
                continue;
            }

            try
            {
                pairs.Add(new(prompt, name, ClipOf(one[name], token), ClipOf(other[name], token)));
            }
            catch (MediaException exception)
            {
                leftOut.Add($"{name}: {exception.Message}");
            }
        }

        return pairs.Count > 0
            ? new(pairs, leftOut)
            : throw new MediaException(
                $"Matching {baseFolder} and {alignedFolder}: expected a pair that can be used, got none: "
                + $"{leftOut[^1]}. Look at the files.");
    }

    private static Dictionary<string, string> ByName(string folder, List<string> leftOut)
    {
        if (!Directory.Exists(folder))
            throw new MediaException(
                $"Looking for clips: expected a folder, got nothing of that kind at {folder}. Check the name.");
        var found = new Dictionary<string, string>();
        foreach (var path in MediaFiles.Discover([folder]))
        {
            var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            var name = Directory.Exists(path) ? relative : relative[..^Path.GetExtension(relative).Length];
            if (!found.TryAdd(name, path))
                leftOut.Add($"{path}: another clip has the name {name}");
        }

        return found;
    }

    private static string? PromptOf(string name, Regex? pattern)
    {
        if (pattern is not null)
            return pattern.Match(name) is { Success: true } match
                ? match.Groups[match.Groups.Count > 1 ? 1 : 0].Value
                : null;
        var slash = name.LastIndexOf('/');
        return slash < 0 ? name : name[..slash];
    }

    private static ComparedClip ClipOf(string path, CancellationToken token) =>
        new(ContentHash.Sha256(path, token), cancel => MediaFiles.Load(path, token: cancel));

    private static string Few(IEnumerable<string> names) =>
        string.Join(", ", names.Order(NaturalOrder.Instance).Take(3)) + (names.Count() > 3 ? ", …" : "");
}
