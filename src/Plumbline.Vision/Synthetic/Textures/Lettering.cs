namespace Plumbline.Vision.Synthetic;

/// <summary>Sets lines of capitals and digits as a bitmap with a border.</summary>
internal static class Lettering
{
    private const int GlyphWidth = 5;
    private const int GlyphHeight = 7;
    private const int Margin = 3;

    // Seven rows per glyph, five bits per row, the left pixel first: a plain 5×7 matrix face drawn for this file.
    private static readonly Dictionary<char, byte[]> Glyphs = new()
    {
        [' '] = [0, 0, 0, 0, 0, 0, 0],
        ['A'] = [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        ['B'] = [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110],
        ['C'] = [0b01111, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b01111],
        ['D'] = [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
        ['E'] = [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
        ['F'] = [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
        ['G'] = [0b01111, 0b10000, 0b10000, 0b10011, 0b10001, 0b10001, 0b01111],
        ['H'] = [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        ['I'] = [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b11111],
        ['J'] = [0b00111, 0b00001, 0b00001, 0b00001, 0b10001, 0b10001, 0b01110],
        ['K'] = [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
        ['L'] = [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
        ['M'] = [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        ['N'] = [0b10001, 0b11001, 0b10101, 0b10101, 0b10011, 0b10001, 0b10001],
        ['O'] = [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        ['P'] = [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
        ['Q'] = [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101],
        ['R'] = [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
        ['S'] = [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
        ['T'] = [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        ['U'] = [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        ['V'] = [0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b01010, 0b00100],
        ['W'] = [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001],
        ['X'] = [0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b01010, 0b10001],
        ['Y'] = [0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        ['Z'] = [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111],
        ['0'] = [0b01110, 0b10011, 0b10101, 0b10101, 0b10101, 0b11001, 0b01110],
        ['1'] = [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        ['2'] = [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        ['3'] = [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110],
        ['4'] = [0b10010, 0b10010, 0b10010, 0b11111, 0b00010, 0b00010, 0b00010],
        ['5'] = [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b00001, 0b11110],
        ['6'] = [0b01110, 0b10000, 0b11110, 0b10001, 0b10001, 0b10001, 0b01110],
        ['7'] = [0b11111, 0b00001, 0b00010, 0b00100, 0b00100, 0b01000, 0b01000],
        ['8'] = [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        ['9'] = [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00001, 0b01110],
    };

    /// <summary>Draws the lines below one another, each in the middle, inside a border.</summary>
    /// <param name="lines">Lines of capital letters A–Z, digits and spaces.</param>
    /// <returns>Ink, bool[H, W].</returns>
    public static bool[,] Set(IReadOnlyList<string> lines)
    {
        var columns = lines.Max(line => line.Length);
        var width = columns * (GlyphWidth + 1) - 1 + 2 * Margin;
        var height = lines.Count * (GlyphHeight + 2) - 2 + 2 * Margin;
        var ink = new bool[height, width];
        for (var x = 0; x < width; x++)
            (ink[0, x], ink[height - 1, x]) = (true, true);
        for (var y = 0; y < height; y++)
            (ink[y, 0], ink[y, width - 1]) = (true, true);

        for (var row = 0; row < lines.Count; row++)
        {
            var left = Margin + (columns - lines[row].Length) * (GlyphWidth + 1) / 2;
            for (var letter = 0; letter < lines[row].Length; letter++)
                Draw(
                    Glyphs[lines[row][letter]], ink, left + letter * (GlyphWidth + 1),
                    Margin + row * (GlyphHeight + 2));
        }

        return ink;
    }

    private static void Draw(byte[] glyph, bool[,] ink, int left, int top)
    {
        for (var y = 0; y < GlyphHeight; y++)
        {
            for (var x = 0; x < GlyphWidth; x++)
                ink[top + y, left + x] |= (glyph[y] >> (GlyphWidth - 1 - x) & 1) != 0;
        }
    }
}
