namespace Plumbline.Diffusion.Text;

/// <summary>The words that a model was trained on, each with a number.</summary>
/// <remarks>Words are compared in lower case; everything but letters, digits and the hyphen separates them.</remarks>
public sealed class Vocabulary
{
    private const int NearestCount = 3;
    private readonly Dictionary<string, int> _numbers;

    /// <summary>Numbers words in the order given.</summary>
    /// <param name="words">The words, each once.</param>
    /// <exception cref="ArgumentException">
    /// There is no word, or one is not a single lower-case word, or is there twice.
    /// </exception>
    public Vocabulary(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count == 0)
            throw new ArgumentException("Vocabulary: expected at least one word, got none.", nameof(words));
        Words = [.. words];
        _numbers = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (Split(words[i]) is not [var word] || word != words[i])
                throw new ArgumentException(
                    $"Vocabulary: expected single lower-case words, got \"{words[i]}\".", nameof(words));
            if (!_numbers.TryAdd(word, i))
                throw new ArgumentException(
                    $"Vocabulary: expected every word once, got \"{word}\" twice.", nameof(words));
        }
    }

    /// <summary>The words by their numbers.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Reads a prompt; unknown words are left out and reported.</summary>
    /// <param name="prompt">The prompt; may be empty.</param>
    /// <returns>The known words' numbers, and the unknown words with known ones that look like them.</returns>
    public WordSequence Read(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var words = Split(prompt);
        return new(
            [.. words.Where(_numbers.ContainsKey).Select(word => _numbers[word])],
            [.. words.Where(word => !_numbers.ContainsKey(word)).Distinct().Select(
                word => new UnknownWord(word, Nearest(word)))]);
    }

    private static string[] Split(string text) =>
        new string([.. text.Select(
            letter => char.IsLetterOrDigit(letter) || letter == '-' ? char.ToLowerInvariant(letter) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string[] Nearest(string word) =>
        [.. Words.OrderBy(known => Distance(known, word)).ThenBy(known => known, StringComparer.Ordinal).Take(
            NearestCount)];

    /// <summary>How many letters to insert, delete or replace (Levenshtein 1966).</summary>
    private static int Distance(string first, string second)
    {
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
