namespace Plumbline.Vision.Media;

/// <summary>Reads numbers and blocks from a program's output; large blocks go straight to their destination.</summary>
internal sealed class PipeReader(ChildProcess process)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _position;
    private int _length;

    /// <summary>Whether the program has written everything it will.</summary>
    public bool IsAtEnd => _position == _length && !Fill();

    /// <summary>The next byte.</summary>
    /// <exception cref="EndOfStreamException">The program stopped in the middle.</exception>
    public byte ReadByte()
    {
        if (IsAtEnd)
            throw new EndOfStreamException();
        return _buffer[_position++];
    }

    /// <summary>Fills a block.</summary>
    /// <param name="block">Receives the bytes.</param>
    /// <exception cref="EndOfStreamException">The program stopped in the middle.</exception>
    public void ReadExactly(Span<byte> block)
    {
        var buffered = Math.Min(block.Length, _length - _position);
        _buffer.AsSpan(_position, buffered).CopyTo(block);
        _position += buffered;
        for (var filled = buffered; filled < block.Length;)
        {
            var count = process.Read(block[filled..]);
            if (count == 0)
                throw new EndOfStreamException();
            filled += count;
        }
    }

    /// <summary>Passes over bytes.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <exception cref="EndOfStreamException">The program stopped in the middle.</exception>
    public void Skip(long count)
    {
        while (count > 0)
        {
            if (IsAtEnd)
                throw new EndOfStreamException();
            var step = (int)Math.Min(count, _length - _position);
            _position += step;
            count -= step;
        }
    }

    private bool Fill()
    {
        _position = 0;
        _length = 0;
        _length = process.Read(_buffer);
        return _length > 0;
    }
}
