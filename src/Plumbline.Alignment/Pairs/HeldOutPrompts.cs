using System.Security.Cryptography;
using System.Text;

namespace Plumbline.Alignment.Pairs;

/// <summary>Keeps prompts apart to compare models by; which ones follows from their names alone.</summary>
internal static class HeldOutPrompts
{
    private const double Share = 0.25;

    /// <summary>Names in the order in which they are held out: by their digests, so that no alphabet decides.</summary>
    /// <param name="names">The names.</param>
    public static IOrderedEnumerable<string> InOrder(IEnumerable<string> names) => names
        .OrderBy(name => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name))), StringComparer.Ordinal)
        .ThenBy(name => name, StringComparer.Ordinal);

    /// <summary>The held-out prompts of a file.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="prompts">Its prompts.</param>
    /// <returns>A quarter of them, at least one, in the order of the file.</returns>
    /// <exception cref="InvalidDataException">There is no second prompt.</exception>
    public static IReadOnlyList<AlignmentPrompt> Of(string path, IReadOnlyList<AlignmentPrompt> prompts)
    {
        if (prompts.Count < 2)
            throw new InvalidDataException(
                $"{path}: expected at least two prompts, so that one can be held out, got {prompts.Count}. "
                + "Add prompts, or name others to compare by.");
        var names = InOrder(prompts.Select(prompt => prompt.Id))
            .Take(Math.Max(1, (int)Math.Round(Share * prompts.Count))).ToHashSet();
        return [.. prompts.Where(prompt => names.Contains(prompt.Id))];
    }
}
