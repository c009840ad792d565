namespace Plumbline.Benchmarks.Fuzzing;

/// <summary>Damages bytes in the ways in which files are damaged, by accident or on purpose.</summary>
internal static class Mutation
{
    private static readonly uint[] Extremes =
        [0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x00010000, 0x10000000];

    /// <summary>Damages a file one to four times.</summary>
    /// <param name="original">The sound file.</param>
    /// <param name="other">Another sound file, to splice from.</param>
    /// <param name="random">The source of every choice.</param>
    /// <returns>The damaged file; seldom the same.</returns>
    public static byte[] Apply(byte[] original, byte[] other, Random random)
    {
        var bytes = original.ToArray();
        for (var round = 1 + random.Next(4); round > 0 && bytes.Length > 0; round--)
        {
            bytes = random.Next(8) switch
            {
                0 => FlipBits(bytes, bytes.Length, random),
                // Half of all damage goes to the head, where sizes, counts and offsets stand.
                1 or 2 => FlipBits(bytes, Math.Min(bytes.Length, 256), random),
                3 => WriteExtreme(bytes, bytes.Length, random),
                4 => WriteExtreme(bytes, Math.Min(bytes.Length, 512), random),
                5 => bytes[..random.Next(bytes.Length)],
                6 => Splice(bytes, other, random),
                _ => Remove(bytes, random),
            };
        }

        return bytes;
    }

    private static byte[] FlipBits(byte[] bytes, int within, Random random)
    {
        for (var count = 1 << random.Next(6); count > 0; count--)
            bytes[random.Next(within)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static byte[] WriteExtreme(byte[] bytes, int within, Random random)
    {
        var value = Extremes[random.Next(Extremes.Length)];
        var width = 1 << random.Next(4);
        var at = random.Next(within);
        for (var i = 0; i < width && at + i < bytes.Length; i++)
            bytes[at + i] = (byte)(value >> (24 - 8 * (i % 4)));
        return bytes;
    }

    private static byte[] Splice(byte[] bytes, byte[] other, Random random)
    {
        var length = random.Next(1, Math.Min(other.Length, 4096));
        var from = random.Next(other.Length - length + 1);
        var at = random.Next(bytes.Length);
        return [
            .. bytes[..at], .. other[from..(from + length)],
            .. bytes[(random.Next(2) == 0 ? at : Math.Min(at + length, bytes.Length))..]];
    }

    private static byte[] Remove(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.Next(64))..]];
    }
}
