namespace Plumbline.Cli.Reporting.Packing;

/// <summary>Packs Huffman codes into the entropy-coded segment of a JPEG.</summary>
/// <param name="output">Receives the bytes.</param>
internal struct JpegBitWriter(Stream output)
{
    private uint _bits;
    private int _count;

    /// <summary>Appends bits, the highest first.</summary>
    /// <param name="value">The bits, right-aligned.</param>
    /// <param name="length">How many, 0 to 16.</param>
    public void Write(uint value, int length)
    {
        _bits = _bits << length | value & (1u << length) - 1;
        _count += length;
        while (_count >= 8)
        {
            _count -= 8;
            var octet = (byte)(_bits >> _count);
            output.WriteByte(octet);
            // A data byte FF would read as a marker; T.81 B.1.1.5 stuffs a zero behind it.
            if (octet == 0xFF)
                output.WriteByte(0);
        }
    }

    /// <summary>Fills the last byte with ones, as T.81 F.1.2.3 asks.</summary>
    public void Flush()
    {
        if (_count > 0)
            Write(0xFF, 8 - _count);
    }
}
