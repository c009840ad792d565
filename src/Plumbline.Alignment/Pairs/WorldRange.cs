using System.Globalization;

namespace Plumbline.Alignment.Pairs;

/// <summary>Consecutive worlds of a split, as a command line names them.</summary>
/// <param name="Count">How many, 1 to 1,000,000.</param>
/// <param name="First">Number of the first one within the split, at least 0.</param>
public readonly record struct WorldRange(int Count, long First)
{
    private const int Most = 1_000_000;
    private const long Beyond = 1L << 39;

    /// <summary>Whether a text names worlds and not a file.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsNamedBy(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(PromptSource.WorldsPrefix, StringComparison.Ordinal);
    }

    /// <summary>Reads a range.</summary>
    /// <param name="text"><c>worlds:256</c>; <c>worlds:256+64</c> begins with world 64.</param>
    /// <returns>The range.</returns>
    /// <exception cref="InvalidDataException">It says something else; the message says what.</exception>
    public static WorldRange Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = IsNamedBy(text) ? text[PromptSource.WorldsPrefix.Length..] : text;
        var parts = words.Split('+');
        long first = 0;
        return parts.Length <= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= Most
            && (parts.Length == 1 || (
                long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out first) && first < Beyond))
            ? new(count, first)
            : throw new InvalidDataException(
                $"{text}: expected a number of worlds such as worlds:256, or worlds:256+64 to begin with world 64, got "
                + $"\"{words}\". Correct it.");
    }
}
