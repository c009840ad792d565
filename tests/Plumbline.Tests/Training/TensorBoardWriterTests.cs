using System.Buffers.Binary;
using System.Text;
using Plumbline.Alignment.Training;

namespace Plumbline.Tests.Training;

public sealed class TensorBoardWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-events");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_checksum_is_the_castagnoli_polynomial_masked()
    {
        // RFC 3720, appendix B.4: the CRC-32C of 32 zero bytes is 8A9136AA.
        const uint crc = 0x8A9136AA;

        Assert.Equal(
            unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8), TensorBoardWriter.MaskedChecksum(new byte[32]));
    }

    [Fact]
    public void An_event_file_reads_back_as_it_was_written()
    {
        string path;
        using (var writer = new TensorBoardWriter(_folder.FullName, 7, TimeProvider.System))
        {
            writer.WriteScalars(8, new Dictionary<string, double> { ["loss"] = 0.25, ["psnr"] = 31.5 });
            writer.WritePicture(300, "restored", [1, 2, 3], 4, 5);
            path = writer.Path;
        }

        var events = Records(File.ReadAllBytes(path)).Select(Fields).ToArray();

        Assert.Equal(4, events.Length);
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString((byte[])events[0][3][0]));
        Assert.Equal(7UL, events[1][2][0]);
        Assert.Equal(1UL, Fields((byte[])events[1][7][0])[1][0]);
        var values = Fields((byte[])events[2][5][0])[1].Select(value => Fields((byte[])value)).ToArray();
        Assert.Equal(["loss", "psnr"], values.Select(value => Encoding.UTF8.GetString((byte[])value[1][0])));
        Assert.Equal([0.25f, 31.5f], values.Select(value => BitConverter.UInt32BitsToSingle((uint)value[2][0])));
        Assert.Equal(300UL, events[3][2][0]);
        var image = Fields((byte[])Fields((byte[])Fields((byte[])events[3][5][0])[1][0])[4][0]);
        Assert.Equal((5UL, 4UL), (image[1][0], image[2][0]));
        Assert.Equal([1, 2, 3], (byte[])image[4][0]);
    }

    private static List<byte[]> Records(byte[] file)
    {
        var records = new List<byte[]>();
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(TensorBoardWriter.MaskedChecksum(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(
                file.AsSpan(at + 8)));
            records.Add(file[(at + 12)..(at + 12 + length)]);
            Assert.Equal(TensorBoardWriter.MaskedChecksum(records[^1]), BinaryPrimitives.ReadUInt32LittleEndian(
                file.AsSpan(at + 12 + length)));
            at += 16 + length;
        }

        return records;
    }

    // A protocol buffer taken apart: integers and fixed numbers as bits, everything else as bytes.
    private static Dictionary<int, List<object>> Fields(byte[] message)
    {
        var (fields, at) = (new Dictionary<int, List<object>>(), 0);
        while (at < message.Length)
        {
            var key = Varint();
            object value;
            switch (key & 7)
            {
                case 0:
                    value = Varint();
                    break;
                case 1:
                    value = BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint();
                    value = message[at..(at + length)];
                    at += length;
                    break;
                default:
                    value = BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at));
                    at += 4;
                    break;
            }

            if (!fields.TryGetValue((int)(key >> 3), out var list))
                fields[(int)(key >> 3)] = list = [];
            list.Add(value);
        }

        return fields;

        ulong Varint()
        {
            var result = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                result |= (message[at] & 0x7FUL) << shift;
                if (message[at++] < 0x80)
                    return result;
            }
        }
    }
}
