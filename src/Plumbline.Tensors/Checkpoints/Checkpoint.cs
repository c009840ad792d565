using System.Diagnostics.CodeAnalysis;

namespace Plumbline.Tensors.Checkpoints;

/// <summary>
/// An open safetensors checkpoint, in one file or in shards; tensors are read from the mapped files when asked for.
/// </summary>
/// <example>
/// <code>
/// using var checkpoint = Checkpoint.Open("model.safetensors.index.json");
/// float[] bias = checkpoint["proj_out.bias"].ToFloats();
/// </code>
/// </example>
/// <remarks>
/// Format: huggingface/safetensors. A hostile or damaged file ends in a <see cref="CheckpointException"/>; nothing is
/// allocated on the word of a header. Opening costs O(header); the data is checked for its extent, not for its values.
/// </remarks>
public sealed class Checkpoint : IDisposable
{
    private readonly IReadOnlyList<SafetensorsFile> _files;
    private readonly Dictionary<string, CheckpointEntry> _entries;

    private Checkpoint(string path, IReadOnlyList<SafetensorsFile> files)
    {
        Path = path;
        _files = files;
        _entries = files.SelectMany(file => file.Entries).ToDictionary(entry => entry.Name);
        Metadata = files.Count == 1 ? files[0].Metadata : new Dictionary<string, string>();
    }

    /// <summary>What was opened.</summary>
    public string Path { get; }

    /// <summary>Every tensor by name.</summary>
    public IReadOnlyDictionary<string, CheckpointEntry> Entries => _entries;

    /// <summary>Free text that the writer left in the header; empty for a checkpoint in shards.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of a name.</summary>
    /// <param name="name">Name in the file.</param>
    /// <exception cref="CheckpointException">There is none; the message lists names that come close.</exception>
    public CheckpointEntry this[string name] => _entries.TryGetValue(name, out var entry)
        ? entry
        : throw new CheckpointException(Path, $"expected a tensor {CheckpointException.Quote(name)}, " +
            $"got {_entries.Count} others{Near(name)}. Is this the right checkpoint?");

    /// <summary>Opens a checkpoint for reading.</summary>
    /// <param name="path">
    /// A safetensors file, an index of shards (<c>*.index.json</c>), or a folder that holds one of either.
    /// </param>
    /// <returns>The open checkpoint; the caller disposes it.</returns>
    /// <exception cref="CheckpointException">
    /// The path leads to no checkpoint, or a file breaks the format's rules.
    /// </exception>
    public static Checkpoint Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = Directory.Exists(path) ? FileIn(path) : path;
        return file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? OpenShards(file)
            : new(path, [SafetensorsFile.Open(file)]);
    }

    /// <summary>Finds the tensor of a name, if there is one.</summary>
    /// <param name="name">Name in the file.</param>
    /// <param name="entry">The tensor; null when there is none.</param>
    /// <returns>Whether the checkpoint has it.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out CheckpointEntry? entry) =>
        _entries.TryGetValue(name, out entry);

    /// <summary>Closes the files; spans that point into them must no longer be used.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private static string FileIn(string folder)
    {
        try
        {
            var indices = Directory.GetFiles(folder, "*.safetensors.index.json");
            var candidates = indices.Length > 0 ? indices : Directory.GetFiles(folder, "*.safetensors");
            return candidates is [var only] ? only : throw new CheckpointException(
                folder, "expected one index of shards or one safetensors file in the folder, " +
                $"got {candidates.Length}. Name the file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                folder, $"expected a readable folder, got: {e.Message} Check its permissions.", e);
        }
    }

    private static Checkpoint OpenShards(string indexPath)
    {
        var shardOf = ShardIndex.Read(indexPath);
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(indexPath))!;
        var files = new Dictionary<string, SafetensorsFile>();
        try
        {
            var problems = new List<string>();
            foreach (var shard in shardOf.Values.Distinct().Order(StringComparer.Ordinal))
            {
                var shardPath = System.IO.Path.Combine(folder, shard);
                if (File.Exists(shardPath))
                    files.Add(shard, SafetensorsFile.Open(shardPath));
                else
                    problems.Add($"shard {CheckpointException.Quote(shard)} is missing");
            }

            // Tensors of a missing shard would only repeat what its own line says.
            problems.AddRange(files.SelectMany(file => Differences(file.Key, file.Value, shardOf)));
            if (problems.Count > 0)
                throw new CheckpointException(
                    indexPath, "expected the shards to hold what the index names, " +
                    $"got:{CheckpointException.List(problems)}\nDownload the shards and the index of one checkpoint.");
            return new(indexPath, [.. files.Values]);
        }
        catch
        {
            foreach (var file in files.Values)
                file.Dispose();
            throw;
        }
    }

    private static IEnumerable<string> Differences(
        string shard, SafetensorsFile file, IReadOnlyDictionary<string, string> shardOf)
    {
        var held = file.Entries.Select(entry => entry.Name).ToHashSet();
        var lacking = shardOf.Where(pair => pair.Value == shard && !held.Contains(pair.Key))
            .Select(pair => $"{CheckpointException.Quote(pair.Key)} is not in {shard}");
        var strange = held.Where(name => shardOf.GetValueOrDefault(name) != shard)
            .Select(name => $"{CheckpointException.Quote(name)} is in {shard}, but the index does not place it there");
        return lacking.Concat(strange);
    }

    private string Near(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        var near = _entries.Keys.Where(key => key.EndsWith(last, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Take(3).Select(CheckpointException.Quote).ToList();
        return near.Count > 0 ? $", such as {string.Join(", ", near)}" : "";
    }
}
