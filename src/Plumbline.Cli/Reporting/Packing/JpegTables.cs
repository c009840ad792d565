namespace Plumbline.Cli.Reporting.Packing;

/// <summary>The constant tables of a baseline JPEG and the headers that carry them.</summary>
/// <remarks>ITU-T T.81, annex K: K.1, K.2 for quantisation, K.3 to K.6 for the Huffman codes.</remarks>
internal static class JpegTables
{
    /// <summary>Divisors for luma at quality 50, in row order.</summary>
    public static byte[] Luma { get; } =
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    /// <summary>Divisors for chroma at quality 50, in row order.</summary>
    public static byte[] Chroma { get; } =
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>Place in row order of each coefficient in coding order.</summary>
    public static byte[] Zigzag { get; } =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
        12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>Codes of luma means.</summary>
    public static JpegHuffmanTable LumaDc { get; } =
        new([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

    /// <summary>Codes of chroma means.</summary>
    public static JpegHuffmanTable ChromaDc { get; } =
        new([0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

    /// <summary>Codes of the other luma coefficients.</summary>
    public static JpegHuffmanTable LumaAc { get; } = new(
        [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D],
        Convert.FromHexString(
            "01020300041105122131410613516107227114328191A1082342B1C11552D1F02433627282090A161718191A25262728"
            + "292A3435363738393A434445464748494A535455565758595A636465666768696A737475767778797A83848586878889"
            + "8A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2"
            + "E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA"));

    /// <summary>Codes of the other chroma coefficients.</summary>
    public static JpegHuffmanTable ChromaAc { get; } = new(
        [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77],
        Convert.FromHexString(
            "000102031104052131061241510761711322328108144291A1B1C109233352F0156272D10A162434E125F11718191A26"
            + "2728292A35363738393A434445464748494A535455565758595A636465666768696A737475767778797A828384858687"
            + "88898A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DA"
            + "E2E3E4E5E6E7E8E9EAF2F3F4F5F6F7F8F9FA"));

    /// <summary>Scales a table of divisors to a quality.</summary>
    /// <param name="table">Divisors at quality 50, byte[64].</param>
    /// <param name="quality">1 to 100.</param>
    /// <returns>Divisors, each 1 to 255.</returns>
    /// <remarks>The scale of the Independent JPEG Group's library: 5000/q below 50, 200 − 2q from there on.</remarks>
    public static byte[] Quantisation(byte[] table, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        return [.. table.Select(divisor => (byte)Math.Clamp((divisor * percent + 50) / 100, 1, 255))];
    }

    /// <summary>Writes everything in front of the coded blocks.</summary>
    /// <param name="file">Receives the bytes.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="luma">Divisors of the first component, in row order.</param>
    /// <param name="chroma">Divisors of the other two.</param>
    public static void WriteHeaders(Stream file, int width, int height, byte[] luma, byte[] chroma)
    {
        file.Write([0xFF, 0xD8]);
        WriteSegment(file, 0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0]);
        WriteSegment(file, 0xDB, [0, .. InZigzag(luma), 1, .. InZigzag(chroma)]);
        WriteSegment(file, 0xC0,
        [
            8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width,
            3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ]);
        WriteSegment(file, 0xC4,
        [
            0x00, .. LumaDc.Counts, .. LumaDc.Symbols, 0x10, .. LumaAc.Counts, .. LumaAc.Symbols,
            0x01, .. ChromaDc.Counts, .. ChromaDc.Symbols, 0x11, .. ChromaAc.Counts, .. ChromaAc.Symbols,
        ]);
        WriteSegment(file, 0xDA, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    }

    private static IEnumerable<byte> InZigzag(byte[] table) => Zigzag.Select(at => table[at]);

    private static void WriteSegment(Stream file, byte marker, byte[] payload)
    {
        var length = payload.Length + 2;
        file.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        file.Write(payload);
    }
}
