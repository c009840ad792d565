namespace Plumbline.Diffusion.Text;

/// <summary>Which known words look like one that is not known.</summary>
public static class Spelling
{
    /// <summary>The known words that take the fewest changes, the nearest first.</summary>
    /// <param name="word">The unknown word.</param>
    /// <param name="known">Words to choose from.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> known, int count) =>
        [.. known.OrderBy(other => Distance(other, word)).ThenBy(other => other, StringComparer.Ordinal).Take(count)];

    /// <summary>How many letters to insert, delete or replace (Levenshtein 1966).</summary>
    /// <param name="first">One word.</param>
    /// <param name="second">The other word.</param>
    public static int Distance(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        int[] row = [.. Enumerable.Range(0, second.Length + 1)];
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
