using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Plumbline.Alignment.Training;

/// <summary>Writes an event file that TensorBoard shows: curves and pictures.</summary>
/// <remarks>
/// Records as in tensorflow/core/lib/io/record_writer.h, with masked CRC-32C; messages Event, SessionLog and Summary of
/// tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto, written by hand since they hold a
/// dozen fields.
/// </remarks>
public sealed class TensorBoardWriter : IDisposable
{
    private const uint MaskDelta = 0xA282EAD8;

    private readonly FileStream _file;
    private readonly TimeProvider _clock;

    /// <summary>Begins an event file.</summary>
    /// <param name="folder">Folder of the run; TensorBoard reads every event file in it.</param>
    /// <param name="step">Steps taken so far; TensorBoard then forgets what older files say of later ones.</param>
    /// <param name="clock">Gives the time of every event.</param>
    public TensorBoardWriter(string folder, long step, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        // TensorBoard reads files in the order of their names: two runs within one second must not share one.
        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        Path = System.IO.Path.Combine(
            folder, FormattableString.Invariant(
                $"events.out.tfevents.{milliseconds / 1000}.{milliseconds % 1000:000}.plumbline"));
        _file = new(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
        WriteRecord(Event(0, Bytes(3, "brain.Event:2"u8)));
        WriteRecord(Event(step, Bytes(7, Varint(1, 1))));   // SessionLog.status = START
    }

    /// <summary>The event file.</summary>
    public string Path { get; }

    /// <summary>Adds a point to curves.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="values">Values by the names of their curves.</param>
    public void WriteScalars(long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        byte[] summary = [.. values.SelectMany(value => Bytes(1, [.. Text(1, value.Key), .. Single(2, value.Value)]))];
        WriteRecord(Event(step, Bytes(5, summary)));
    }

    /// <summary>Adds a picture.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="name">Name of the row of pictures.</param>
    /// <param name="png">The picture as the bytes of a PNG file.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    public void WritePicture(long step, string name, ReadOnlySpan<byte> png, int width, int height)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        byte[] image = [.. Varint(1, height), .. Varint(2, width), .. Varint(3, 3), .. Bytes(4, png)];
        WriteRecord(Event(step, Bytes(5, Bytes(1, [.. Text(1, name), .. Bytes(4, image)]))));
    }

    /// <summary>Closes the file; doing so twice is harmless.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The checksum of a record: CRC-32C, rotated and shifted.</summary>
    /// <param name="data">The bytes.</param>
    /// <returns>The masked checksum.</returns>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + MaskDelta;
    }

    private static byte[] Varint(int field, long value) => [.. Varint((ulong)(field << 3)), .. Varint((ulong)value)];

    private static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    private static byte[] Bytes(int field, ReadOnlySpan<byte> value) =>
        [.. Varint((ulong)((field << 3) | 2)), .. Varint((ulong)value.Length), .. value];

    private static byte[] Single(int field, double value)
    {
        var bytes = new byte[5];
        bytes[0] = (byte)((field << 3) | 5);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(1), (float)value);
        return bytes;
    }

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7F; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private byte[] Event(long step, byte[] content)
    {
        var time = new byte[9];
        time[0] = (1 << 3) | 1;
        BinaryPrimitives.WriteDoubleLittleEndian(time.AsSpan(1), _clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        return [.. time, .. Varint(2, step), .. content];
    }

    private void WriteRecord(ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(length[8..], MaskedChecksum(length[..8]));
        Span<byte> end = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(end, MaskedChecksum(data));
        _file.Write(length);
        _file.Write(data);
        _file.Write(end);
        _file.Flush();
    }
}
