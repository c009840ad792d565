using System.Text.Json;
using System.Text.Unicode;

namespace Plumbline.Tensors.Checkpoints;

/// <summary>Reads and checks the JSON at the beginning of a safetensors file; trusts nothing in it.</summary>
/// <remarks>
/// Rules of the format: huggingface/safetensors, README "Format" and <c>Metadata::validate</c> in <c>tensor.rs</c>.
/// Stricter here: unknown keys are refused, since a key that is not understood may change what the bytes mean.
/// </remarks>
internal static class SafetensorsHeader
{
    /// <summary>Our own limit (the format's is 100 MB): two hundred thousand tensors need about 32 MB.</summary>
    public const int MaximumByteCount = 32 * 1024 * 1024;

    /// <summary>More axes than any tensor library carries.</summary>
    private const int MaximumRank = 64;

    private const string MetadataKey = "__metadata__";

    private const string Damaged = "The file is damaged or not safetensors; download or write it again";

    /// <summary>Reads the header and proves that its tensors tile the data without gap or overlap.</summary>
    public static (IReadOnlyList<HeaderEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(
        string path, ReadOnlySpan<byte> json, long dataByteCount)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
            throw Problem(path, $"expected '{{' first, got {(json.IsEmpty ? "nothing" : $"byte 0x{json[0]:x2}")}");
        if (!Utf8.IsValid(json))
            throw Problem(path, "expected UTF-8, got bytes that are none");
        var entries = new List<HeaderEntry>();
        var metadata = new Dictionary<string, string>();
        try
        {
            // A header nests three deep; the reader's own limit answers deeper ones before the stack does.
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
            ReadTensors(path, ref reader, entries, metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Problem(path, "expected JSON of tensor descriptions, got something else", e);
        }

        CheckOffsets(path, entries, dataByteCount);
        return (entries, metadata);
    }

    private static void ReadTensors(
        string path, ref Utf8JsonReader reader, List<HeaderEntry> entries, Dictionary<string, string> metadata)
    {
        var names = new HashSet<string>();
        reader.Read();
        while (ReadName(ref reader) is { } name)
        {
            if (!names.Add(name))
                throw Problem(path, $"expected every name once, got {CheckpointException.Quote(name)} twice");
            if (name == MetadataKey)
                ReadMetadata(path, ref reader, metadata);
            else
                entries.Add(ReadEntry(path, name, ref reader));
        }

        // Trailing spaces are padding; the reader itself refuses anything else.
        reader.Read();
    }

    private static void ReadMetadata(string path, ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        Expect(path, MetadataKey, ref reader, JsonTokenType.StartObject);
        while (ReadName(ref reader) is { } key)
        {
            Expect(path, MetadataKey, ref reader, JsonTokenType.String);
            if (!metadata.TryAdd(key, reader.GetString()!))
                throw Problem(
                    path, $"{MetadataKey}: expected every key once, got {CheckpointException.Quote(key)} twice");
        }
    }

    private static HeaderEntry ReadEntry(string path, string name, ref Utf8JsonReader reader)
    {
        StoredType? type = null;
        long[]? shape = null, offsets = null;
        Expect(path, name, ref reader, JsonTokenType.StartObject);
        while (ReadName(ref reader) is { } key)
        {
            switch (key)
            {
                case "dtype" when type is null:
                    Expect(path, name, ref reader, JsonTokenType.String);
                    var typeName = reader.GetString()!;
                    type = StoredType.Find(typeName) ?? throw Problem(
                        path, $"{CheckpointException.Quote(name)}: expected a known dtype, " +
                        $"got {CheckpointException.Quote(typeName)}");
                    break;
                case "shape" when shape is null:
                    shape = ReadCounts(path, name, ref reader);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadCounts(path, name, ref reader);
                    break;
                default:
                    throw Problem(
                        path, $"{CheckpointException.Quote(name)}: expected dtype, shape and data_offsets once each, " +
                        $"got {CheckpointException.Quote(key)}");
            }
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw Problem(
                path, $"{CheckpointException.Quote(name)}: expected dtype, shape and two data_offsets, " +
                "got less or more");
        return new(name, type, shape, begin, end);
    }

    private static long[] ReadCounts(string path, string name, ref Utf8JsonReader reader)
    {
        var counts = new List<long>();
        Expect(path, name, ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var count) || count < 0)
                throw Problem(
                    path, $"{CheckpointException.Quote(name)}: expected whole numbers from 0 to {long.MaxValue}, " +
                    "got another value");
            if (counts.Count == MaximumRank)
                throw Problem(
                    path, $"{CheckpointException.Quote(name)}: expected at most {MaximumRank} axes, got more");
            counts.Add(count);
        }

        return [.. counts];
    }

    private static void CheckOffsets(string path, List<HeaderEntry> entries, long dataByteCount)
    {
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        var expectedBegin = 0L;
        foreach (var entry in entries)
        {
            var name = CheckpointException.Quote(entry.Name);
            if (entry.Begin != expectedBegin)
                throw Problem(
                    path, $"{name}: expected its data to begin at {expectedBegin}, where the tensor before it ends, " +
                    $"got {entry.Begin}");
            if (entry.End < entry.Begin || entry.End > dataByteCount)
                throw Problem(
                    path, $"{name}: expected its data to end between {entry.Begin} and {dataByteCount}, " +
                    $"got {entry.End}");
            if (entry.Type.ByteCount(entry.Shape) is not { } byteCount)
                throw Problem(
                    path, $"{name}: expected a shape of whole bytes below 2⁶³, " +
                    $"got {entry.Type}[{string.Join(", ", entry.Shape)}]");
            if (byteCount != entry.End - entry.Begin)
                throw Problem(
                    path, $"{name}: expected {byteCount} bytes for {entry.Type}[{string.Join(", ", entry.Shape)}], " +
                    $"got {entry.End - entry.Begin}");
            expectedBegin = entry.End;
        }

        if (expectedBegin != dataByteCount)
            throw Problem(path, $"expected tensors for all {dataByteCount} bytes of data, got {expectedBegin}");
    }

    private static string? ReadName(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : reader.GetString();
    }

    private static void Expect(string path, string name, ref Utf8JsonReader reader, JsonTokenType expected)
    {
        reader.Read();
        if (reader.TokenType != expected)
            throw Problem(path, $"{CheckpointException.Quote(name)}: expected {expected}, got {reader.TokenType}");
    }

    private static CheckpointException Problem(string path, string problem, Exception? innerException = null) =>
        new(path, $"safetensors header: {problem}. {Damaged}.", innerException);
}
