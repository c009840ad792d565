using System.Buffers.Binary;
using System.Text;

namespace Plumbline.Tests.Checkpoints;

/// <summary>A folder of its own for checkpoint files, gone when the test ends.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-checkpoints-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Writes a safetensors file byte by byte, however wrong.</summary>
    public string WriteRaw(string header, int dataByteCount, ulong? claimedHeaderByteCount = null, string name =
        "raw.safetensors") =>
        WriteRaw(Encoding.UTF8.GetBytes(header), dataByteCount, claimedHeaderByteCount, name);

    public string WriteRaw(byte[] header, int dataByteCount, ulong? claimedHeaderByteCount = null, string name =
        "raw.safetensors")
    {
        var bytes = new byte[8 + header.Length + dataByteCount];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimedHeaderByteCount ?? (ulong)header.Length);
        header.CopyTo(bytes, 8);
        for (var i = 0; i < dataByteCount; i++)
            bytes[8 + header.Length + i] = (byte)i;
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
