using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Lora;

/// <summary>The weighted sum of adapters as one adapter.</summary>
/// <remarks>
/// Adapters that were trained apart agree in what there was to learn and differ in what each learnt by chance, as the
/// networks of Wortsman et al. 2022, arXiv:2203.05482, do. Σ w · alpha / r · B A is exact with the factors side by side:
/// the rank of the sum is the sum of the ranks.
/// </remarks>
public static class AdapterSum
{
    private const string Down = ".lora_A.weight";
    private const string Up = ".lora_B.weight";

    /// <summary>Writes the sum.</summary>
    /// <param name="adapters">
    /// Folders of adapters on the same layers of one base, each with its weight; at least one.
    /// </param>
    /// <param name="folder">The folder of the sum; made when missing.</param>
    /// <param name="type">How its numbers are stored, <c>float32</c> or <c>float16</c>.</param>
    /// <exception cref="CheckpointException">
    /// A file is missing or damaged, the adapters do not fit together, or a file could not be written.
    /// </exception>
    public static void Write(IReadOnlyList<(string Folder, double Weight)> adapters, string folder, DType type)
    {
        ArgumentNullException.ThrowIfNull(adapters);
        ArgumentOutOfRangeException.ThrowIfZero(adapters.Count, nameof(adapters));
        LoraConfig[] configs = [.. adapters.Select(adapter => LoraConfigFile.Read(adapter.Folder))];
        for (var i = 0; i < configs.Length; i++)
            RequireFit(configs[0], configs[i], adapters[i].Folder);
        using var scope = new TensorScope();
        var sums = new Dictionary<string, List<Tensor>>();
        for (var i = 0; i < configs.Length; i++)
            Collect(adapters[i].Folder, adapters[i].Weight, configs[i], sums);
        if (sums.FirstOrDefault(sum => sum.Value.Count < adapters.Count) is { Key: not null } partial)
            throw new CheckpointException(
                adapters[^1].Folder,
                $"expected adapters on the same layers, got one without {partial.Key}. "
                + "Add adapters that were trained alike.");
        var rank = configs.Sum(config => config.Rank);
        AdapterFiles.Write(
            folder, configs[0] with { Rank = rank, Alpha = rank, ScalesByRootOfRank = false },
            sums.Select(sum => new NamedParameter(
                sum.Key,
                Tensor.Concat([.. sum.Value], sum.Key.EndsWith(Down, StringComparison.Ordinal) ? 0 : 1).To(type))));
    }

    private static void RequireFit(LoraConfig first, LoraConfig other, string folder)
    {
        if (other.BaseRevision != first.BaseRevision)
            throw new CheckpointException(
                folder,
                $"expected an adapter for {first.BaseRevision ?? "no named base"}, as the first one, got one for "
                + $"{other.BaseRevision ?? "no named base"}. Add adapters of one base.");
        if (other.Ranks.Count + other.Alphas.Count > 0)
            throw new CheckpointException(
                folder, "expected one rank and one strength for all layers, got a pattern. Merge it into its base "
                + "instead.");
        if (other.TargetPattern != first.TargetPattern || !other.Targets.Order().SequenceEqual(first.Targets.Order()))
            throw new CheckpointException(
                folder,
                $"expected the layers of the first one, {string.Join(", ", first.Targets)}, got "
                + $"{string.Join(", ", other.Targets)}. Add adapters that were trained alike.");
    }

    private static void Collect(
        string folder, double weight, LoraConfig config, Dictionary<string, List<Tensor>> sums)
    {
        using var checkpoint = Checkpoint.Open(Path.Combine(folder, NetworkAdapter.WeightsName));
        var scale = weight * config.Alpha / (config.ScalesByRootOfRank ? Math.Sqrt(config.Rank) : config.Rank);
        foreach (var entry in checkpoint.Entries.Values)
        {
            var isUp = entry.Name.EndsWith(Up, StringComparison.Ordinal);
            if (!isUp && !entry.Name.EndsWith(Down, StringComparison.Ordinal))
                throw new CheckpointException(
                    checkpoint.Path, $"expected factors of layers, got {entry.Name}. Name the folder of an adapter.");
            var factor = Tensor.From<float>(entry.ToFloats(), [.. entry.Shape], Device.Cpu);
            if (!sums.TryGetValue(entry.Name, out var parts))
                sums[entry.Name] = parts = [];
            parts.Add(isUp ? factor * scale : factor);
        }
    }
}
