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
                word => new UnknownWord(word, Spelling.Nearest(word, Words, NearestCount)))]);
    }

    private static string[] Split(string text) =>
        new string([.. text.Select(
            letter => char.IsLetterOrDigit(letter) || letter == '-' ? char.ToLowerInvariant(letter) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
