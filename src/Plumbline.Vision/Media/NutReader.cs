using System.Buffers.Binary;

namespace Plumbline.Vision.Media;

/// <summary>Takes apart the NUT stream that FFmpeg writes for us: one video stream, packets with exact times.</summary>
/// <remarks>
/// NUT Open Container Format, version 3 (FFmpeg, <c>doc/nut.texi</c> and <c>nut.txt</c> of 2013). It is the one
/// container FFmpeg writes to a pipe that carries raw pictures and their times in the source's own time base. Only what
/// FFmpeg writes is read: no side data (version 4), no elision headers on our packets.
/// </remarks>
internal sealed class NutReader
{
    private const ulong MainStartCode = 0x4E4D7A561F5F04AD;
    private const ulong StreamStartCode = 0x4E5311405BF2F9DB;
    private const ulong SyncpointStartCode = 0x4E4BE4ADEECA4569;
    private const int MaximumHeaderBytes = 1 << 20;

    private const ulong CodedPts = 8, StreamId = 16, SizeMsb = 32, Checksum = 64, Reserved = 128;
    private const ulong HeaderIndex = 1024, MatchTime = 2048, CodedFlags = 4096, Invalid = 8192;

    private readonly PipeReader _pipe;
    private readonly FrameCode[] _codes = new FrameCode[256];
    private readonly List<(ulong Numerator, ulong Denominator)> _timeBases = [];
    private int _timeBase;
    private int _msbPtsShift;
    private long _lastPts;

    private sealed record FrameCode(
        ulong Flags, long PtsDelta, ulong SizeMultiplier, ulong SizeLsb, ulong ReservedCount);

    /// <summary>Reads from a pipe; nothing is read before the first packet is asked for.</summary>
    /// <param name="pipe">Output of FFmpeg.</param>
    public NutReader(PipeReader pipe) => _pipe = pipe;

    /// <summary>Moves to the next packet's data.</summary>
    /// <param name="time">Presentation time in the source's clock.</param>
    /// <param name="byteCount">Length of the data that follows.</param>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="EndOfStreamException">The stream stopped in the middle.</exception>
    /// <exception cref="InvalidDataException">The stream is not what FFmpeg writes.</exception>
    public bool TryReadPacket(out Int128 time, out long byteCount)
    {
        time = default;
        byteCount = 0;
        if (_timeBases.Count == 0 && !TryReadFileStart())
            return false;
        while (!_pipe.IsAtEnd)
        {
            var first = _pipe.ReadByte();
            if (first == 'N')
            {
                ReadHeader(ReadStartCode(first));
                continue;
            }

            byteCount = ReadFrameHeader(_codes[first]);
            time = TicksOf(_lastPts);
            return true;
        }

        return false;
    }

    /// <summary>Presentation time in units of 100 ns, before the first frame's time is taken off.</summary>
    private Int128 TicksOf(long pts)
    {
        var (numerator, denominator) = _timeBases[_timeBase];
        var scaled = (Int128)pts * numerator * TimeSpan.TicksPerSecond;
        return (scaled + denominator / 2) / denominator;
    }

    private bool TryReadFileStart()
    {
        if (_pipe.IsAtEnd)
            return false;
        foreach (var expected in "nut/multimedia container\0"u8)
        {
            if (_pipe.ReadByte() != expected)
                throw new InvalidDataException("not a NUT stream");
        }

        ReadHeader(ReadStartCode(_pipe.ReadByte()));
        return _timeBases.Count > 0 ? true : throw new InvalidDataException("a NUT stream without a main header");
    }

    private ulong ReadStartCode(byte first)
    {
        Span<byte> code = stackalloc byte[8];
        code[0] = first;
        _pipe.ReadExactly(code[1..]);
        return BinaryPrimitives.ReadUInt64BigEndian(code);
    }

    private void ReadHeader(ulong startCode)
    {
        var length = ReadNumber(_pipe.ReadByte);
        if (length is < 4 or > MaximumHeaderBytes)
            throw new InvalidDataException($"a NUT header of {length} bytes");
        if (length > 4096)
            _pipe.Skip(4);
        var body = new byte[length];
        _pipe.ReadExactly(body);
        var position = 0;
        byte Next() => position < body.Length
            ? body[position++]
            : throw new InvalidDataException("a NUT header that is too short");
        if (startCode == MainStartCode)
            ReadMainHeader(Next);
        else if (startCode == StreamStartCode)
            ReadStreamHeader(Next);
        else if (startCode == SyncpointStartCode)
            _lastPts = (long)(ReadNumber(Next) / (ulong)_timeBases.Count);
    }

    private void ReadMainHeader(Func<byte> next)
    {
        var version = ReadNumber(next);
        var streamCount = ReadNumber(next);
        if (version != 3 || streamCount != 1)
            throw new InvalidDataException($"NUT version {version} with {streamCount} streams");
        ReadNumber(next); // max_distance
        var timeBaseCount = ReadNumber(next);
        for (var i = 0UL; i < timeBaseCount; i++)
            _timeBases.Add((ReadNumber(next), ReadNumber(next)));
        ReadFrameCodes(next);
    }

    private void ReadFrameCodes(Func<byte> next)
    {
        long ptsDelta = 0;
        ulong multiplier = 1;
        for (var code = 0; code < 256;)
        {
            var flags = ReadNumber(next);
            var fields = ReadNumber(next);
            if (fields > 0)
                ptsDelta = ReadSigned(next);
            if (fields > 1)
                multiplier = ReadNumber(next);
            if (fields > 2)
                ReadNumber(next); // stream id: there is one
            var sizeLsb = fields > 3 ? ReadNumber(next) : 0;
            var reservedCount = fields > 4 ? ReadNumber(next) : 0;
            var count = fields > 5 ? ReadNumber(next) : multiplier - sizeLsb;
            if (fields > 6)
                ReadNumber(next); // match time
            // Packets of such a code begin with bytes kept in the main header; none of ours can.
            if (fields > 7 && ReadNumber(next) > 0)
                flags |= Invalid;
            for (var i = 8UL; i < fields; i++)
                ReadNumber(next);
            for (var i = 0UL; i < count && code < 256; code++)
            {
                if (code == 'N')
                    _codes[code] = new FrameCode(Invalid, 0, 0, 0, 0);
                else
                    _codes[code] = new FrameCode(flags, ptsDelta, multiplier, sizeLsb + i++, reservedCount);
            }

            if (count == 0)
                throw new InvalidDataException("an empty run in the NUT frame code table");
        }
    }

    private void ReadStreamHeader(Func<byte> next)
    {
        ReadNumber(next); // stream id
        ReadNumber(next); // stream class
        for (var left = ReadNumber(next); left > 0; left--) // fourcc
            next();
        _timeBase = checked((int)ReadNumber(next));
        _msbPtsShift = checked((int)ReadNumber(next));
        if (_timeBase >= _timeBases.Count || _msbPtsShift > 30)
            throw new InvalidDataException("a NUT stream header out of range");
    }

    private long ReadFrameHeader(FrameCode code)
    {
        var flags = code.Flags;
        if ((flags & CodedFlags) != 0)
            flags ^= ReadNumber(_pipe.ReadByte);
        if ((flags & (Invalid | HeaderIndex)) != 0)
            throw new InvalidDataException("a NUT frame code that FFmpeg does not write for pictures");
        if ((flags & StreamId) != 0)
            ReadNumber(_pipe.ReadByte);
        _lastPts = (flags & CodedPts) != 0 ? FullPts(ReadNumber(_pipe.ReadByte)) : _lastPts + code.PtsDelta;
        var size = code.SizeLsb;
        if ((flags & SizeMsb) != 0)
            size += code.SizeMultiplier * ReadNumber(_pipe.ReadByte);
        if ((flags & MatchTime) != 0)
            ReadNumber(_pipe.ReadByte);
        var reservedCount = (flags & Reserved) != 0 ? ReadNumber(_pipe.ReadByte) : code.ReservedCount;
        for (; reservedCount > 0; reservedCount--)
            ReadNumber(_pipe.ReadByte);
        if ((flags & Checksum) != 0)
            _pipe.Skip(4);
        return checked((long)size);
    }

    // A coded time holds the low bits only, unless it is shifted above them (nut.txt, "coded_pts").
    private long FullPts(ulong coded)
    {
        var modulus = 1L << _msbPtsShift;
        if (coded >= (ulong)modulus)
            return checked((long)coded) - modulus;
        var mask = modulus - 1;
        var delta = _lastPts - mask / 2;
        return (((long)coded - delta) & mask) + delta;
    }

    private static ulong ReadNumber(Func<byte> next)
    {
        var value = 0UL;
        byte part;
        do
        {
            part = next();
            value = (value << 7) | (part & 0x7FUL);
        }
        while ((part & 0x80) != 0);
        return value;
    }

    private static long ReadSigned(Func<byte> next)
    {
        var coded = ReadNumber(next) + 1;
        return (coded & 1) != 0 ? -(long)(coded >> 1) : (long)(coded >> 1);
    }
}
