using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Plumbline.Tensors.Checkpoints;

/// <summary>Writes safetensors files that are either complete or not there.</summary>
public static class CheckpointWriter
{
    private const string MetadataKey = "__metadata__";

    /// <summary>
    /// Writes a checkpoint under a temporary name beside the target, flushes it to the disk, and renames it.
    /// </summary>
    /// <param name="path">The file to write; an existing one is replaced in one step.</param>
    /// <param name="tensors">Tensors with distinct names, in any order; the same tensors give the same bytes.</param>
    /// <param name="metadata">Free text for the header.</param>
    /// <exception cref="ArgumentException">
    /// A name is used twice or not writable, or bytes do not fill a shape.
    /// </exception>
    /// <exception cref="CheckpointException">The file could not be written; the target is as it was.</exception>
    /// <remarks>
    /// Wide elements come first and the header is padded to 8 bytes, as the format's own writer does, so that every
    /// tensor is aligned to its element.
    /// </remarks>
    public static void Write(
        string path, IEnumerable<CheckpointTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var ordered = tensors.OrderByDescending(tensor => tensor.Type.BitsPerElement)
            .ThenBy(tensor => tensor.Name, StringComparer.Ordinal).ToList();
        Check(ordered);
        metadata ??= new Dictionary<string, string>();
        if (metadata.Any(pair => !IsWhole(pair.Key) || !IsWhole(pair.Value)))
            throw new ArgumentException(
                "Checkpoint metadata: expected whole characters, got half a surrogate pair.", nameof(metadata));
        var header = Header(ordered, metadata);
        var target = Path.GetFullPath(path);
        var partial = Path.Combine(
            Path.GetDirectoryName(target) ?? target, $".{Path.GetFileName(target)}.{Guid.NewGuid():n}.partial");
        try
        {
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(header);
                foreach (var tensor in ordered)
                    stream.Write(tensor.Bytes.Span);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, target, overwrite: true);
        }
        catch (Exception e)
        {
            if (File.Exists(partial))
                File.Delete(partial);
            if (e is IOException or UnauthorizedAccessException)
                throw new CheckpointException(
                    path, $"expected to write a checkpoint, got: {e.Message} " +
                    "Check the folder, its permissions and space.", e);
            throw;
        }
    }

    private static void Check(IReadOnlyList<CheckpointTensor> tensors)
    {
        var names = new HashSet<string>();
        foreach (var tensor in tensors)
        {
            var name = CheckpointException.Quote(tensor.Name);
            // Half a surrogate pair has no UTF-8; the JSON writer would change the name in silence.
            if (tensor.Name == MetadataKey || !IsWhole(tensor.Name))
                throw new ArgumentException(
                    $"Checkpoint tensor {name}: expected a name of whole characters other than {MetadataKey}.",
                    nameof(tensors));
            if (!names.Add(tensor.Name))
                throw new ArgumentException(
                    $"Checkpoint tensor {name}: expected every name once, got it twice.", nameof(tensors));
            if (tensor.Shape.Any(extent => extent < 0)
                || tensor.Type.ByteCount([.. tensor.Shape]) != tensor.Bytes.Length)
                throw new ArgumentException(
                    $"Checkpoint tensor {name}: expected the bytes of "
                    + $"{tensor.Type}[{string.Join(", ", tensor.Shape)}], " +
                    $"got {tensor.Bytes.Length}.", nameof(tensors));
        }
    }

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
                return false;
            i += rune.Utf16SequenceLength;
        }

        return true;
    }

    private static byte[] Header(IReadOnlyList<CheckpointTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        buffer.Write(stackalloc byte[sizeof(ulong)]);
        using (var json = new Utf8JsonWriter(buffer))
            WriteJson(json, tensors, metadata);
        while (buffer.Length % sizeof(ulong) != 0)
            buffer.WriteByte((byte)' ');
        var header = buffer.ToArray();
        var byteCount = header.Length - sizeof(ulong);
        if (byteCount > SafetensorsHeader.MaximumByteCount)
            throw new ArgumentException(
                $"Checkpoint header: expected at most {SafetensorsHeader.MaximumByteCount} bytes, got {byteCount}.",
                nameof(tensors));
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)byteCount);
        return header;
    }

    private static void WriteJson(
        Utf8JsonWriter json, IReadOnlyList<CheckpointTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject();
        if (metadata.Count > 0)
        {
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(key, value);
            json.WriteEndObject();
        }

        var offset = 0L;
        foreach (var tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.Type.Name);
            WriteCounts(json, "shape", tensor.Shape);
            WriteCounts(json, "data_offsets", [offset, offset += tensor.Bytes.Length]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<long> counts)
    {
        json.WriteStartArray(name);
        foreach (var count in counts)
            json.WriteNumberValue(count);
        json.WriteEndArray();
    }
}
