namespace Plumbline.Vision.Media;

/// <summary>Orders names as a person counts: <c>clip9</c> before <c>clip10</c>.</summary>
/// <remarks>.NET's numeric ordering is silently off where culture data is left out, as it is here.</remarks>
internal sealed class NaturalOrder : IComparer<string?>
{
    /// <summary>The one order.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var first = x.AsSpan();
        var second = y.AsSpan();
        while (first.Length > 0 && second.Length > 0)
        {
            var order = char.IsAsciiDigit(first[0]) && char.IsAsciiDigit(second[0])
                ? CompareNumbers(ref first, ref second)
                : CompareLetters(ref first, ref second);
            if (order != 0)
                return order;
        }

        var lengths = first.Length.CompareTo(second.Length);
        // 1.png and 01.png are the same number; something must come first, always the same.
        return lengths != 0 ? lengths : string.CompareOrdinal(x, y);
    }

    private static int CompareLetters(ref ReadOnlySpan<char> first, ref ReadOnlySpan<char> second)
    {
        var order = char.ToUpperInvariant(first[0]).CompareTo(char.ToUpperInvariant(second[0]));
        first = first[1..];
        second = second[1..];
        return order;
    }

    private static int CompareNumbers(ref ReadOnlySpan<char> first, ref ReadOnlySpan<char> second)
    {
        var one = TakeNumber(ref first);
        var other = TakeNumber(ref second);
        var order = one.Length.CompareTo(other.Length);
        return order != 0 ? order : one.SequenceCompareTo(other);
    }

    // Digits without leading zeros, so that the longer one is the larger, however long.
    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits.TrimStart('0');
    }
}
