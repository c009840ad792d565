using System.Text.Json;

namespace Plumbline.Tensors.Checkpoints;

/// <summary>The <c>*.index.json</c> of a checkpoint in several files: which shard holds which tensor.</summary>
/// <remarks>
/// Layout as written by huggingface's <c>save_pretrained</c>: <c>{"metadata": …, "weight_map": {name: file}}</c>.
/// </remarks>
internal static class ShardIndex
{
    private const string WayOut = "Download or write the index again";

    /// <summary>Reads the map from tensor names to plain file names beside the index.</summary>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            var byteCount = new FileInfo(path).Length;
            if (byteCount is 0 or > SafetensorsHeader.MaximumByteCount)
                throw Problem(
                    path, $"expected 1 to {SafetensorsHeader.MaximumByteCount} bytes of JSON, got {byteCount}");
            using var stream = File.OpenRead(path);
            var options = new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(stream, options);
            return WeightMap(path, document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Problem(path, "expected JSON with a weight_map, got something else", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                path, $"expected a readable file, got: {e.Message} Check the path and its permissions.", e);
        }
    }

    private static Dictionary<string, string> WeightMap(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object)
            throw Problem(path, "expected an object with a weight_map, got none");
        var shardOf = new Dictionary<string, string>();
        foreach (var pair in map.EnumerateObject())
        {
            var shard = pair.Value.GetString() ?? "";
            // A shard lies beside its index; a path would let an index read any file of the machine.
            if (shard is "" or "." or ".." || shard.AsSpan().ContainsAny('/', '\\', '\0'))
                throw Problem(
                    path, $"expected the name of a file beside the index for {CheckpointException.Quote(pair.Name)}, " +
                    $"got {CheckpointException.Quote(shard)}");
            shardOf.Add(pair.Name, shard);
        }

        return shardOf;
    }

    private static CheckpointException Problem(string path, string problem, Exception? innerException = null) =>
        new(path, $"shard index: {problem}. {WayOut}.", innerException);
}
