namespace Plumbline.Cli.Reporting.Packing;

/// <summary>A Huffman table as a JPEG stores it, with the codes that follow from it.</summary>
internal sealed class JpegHuffmanTable
{
    private readonly ushort[] _codes = new ushort[256];
    private readonly byte[] _lengths = new byte[256];

    /// <summary>Derives the codes.</summary>
    /// <param name="counts">How many codes have 1, 2 … 16 bits, byte[16].</param>
    /// <param name="symbols">The symbols in order of their codes.</param>
    /// <remarks>T.81 annex C.2.</remarks>
    public JpegHuffmanTable(byte[] counts, byte[] symbols)
    {
        (Counts, Symbols) = (counts, symbols);
        var (code, next) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < counts[length - 1]; i++, next++, code++)
            {
                _codes[symbols[next]] = (ushort)code;
                _lengths[symbols[next]] = (byte)length;
            }
        }
    }

    /// <summary>How many codes have 1, 2 … 16 bits, byte[16].</summary>
    public byte[] Counts { get; }

    /// <summary>The symbols in order of their codes.</summary>
    public byte[] Symbols { get; }

    /// <summary>Writes the code of a symbol.</summary>
    /// <param name="bits">Receives the code.</param>
    /// <param name="symbol">One of <see cref="Symbols"/>.</param>
    public void Write(ref JpegBitWriter bits, int symbol) => bits.Write(_codes[symbol], _lengths[symbol]);
}
