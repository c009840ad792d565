using System.Text.RegularExpressions;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Lora;

/// <summary>The weighted sum of adapters as one adapter.</summary>
/// <remarks>
/// Adapters that were trained apart agree in what there was to learn and differ in what each learnt by chance, as the
/// networks of Wortsman et al. 2022, arXiv:2203.05482, do. Σ w · alpha / r · B A is exact with the factors side by
/// side: the rank of the sum is the sum of the ranks of the adapters that know a layer.
/// </remarks>
public static class AdapterSum
{
    /// <summary>Writes the sum.</summary>
    /// <param name="adapters">Folders of adapters of one base, each with its weight; at least one.</param>
    /// <param name="folder">The folder of the sum; made when missing.</param>
    /// <param name="type">How its numbers are stored, <c>float32</c> or <c>float16</c>.</param>
    /// <exception cref="CheckpointException">
    /// A file is missing or damaged, the adapters are for different bases, or a file could not be written.
    /// </exception>
    public static void Write(IReadOnlyList<(string Folder, double Weight)> adapters, string folder, DType type)
    {
        ArgumentNullException.ThrowIfNull(adapters);
        ArgumentOutOfRangeException.ThrowIfZero(adapters.Count, nameof(adapters));
        LoraConfig[] configs = [.. adapters.Select(adapter => LoraConfigFile.Read(adapter.Folder))];
        using var scope = new TensorScope();
        var layers = new SortedDictionary<string, Layer>(StringComparer.Ordinal);
        for (var i = 0; i < configs.Length; i++)
        {
            RequireSameBase(configs[0], configs[i], adapters[i].Folder);
            Collect(adapters[i].Folder, adapters[i].Weight, configs[i], layers);
        }

        // Layers that more adapters know have a higher rank; strengths are within the factors.
        var rank = layers.Values.Max(layer => layer.Rank);
        var others = layers.Where(layer => layer.Value.Rank != rank).ToDictionary(
            layer => Regex.Escape(layer.Key), layer => layer.Value.Rank);
        var config = new LoraConfig
        {
            Rank = rank,
            Alpha = rank,
            Ranks = others,
            Alphas = others.ToDictionary(layer => layer.Key, layer => (double)layer.Value),
            Targets = [.. layers.Keys],
            BaseName = configs[0].BaseName,
            BaseRevision = configs[0].BaseRevision,
        };
        AdapterFiles.Write(folder, config, layers.SelectMany(layer => new NamedParameter[]
        {
            new(NetworkAdapter.DownName(layer.Key), Tensor.Concat([.. layer.Value.Down], 0).To(type)),
            new(NetworkAdapter.UpName(layer.Key), Tensor.Concat([.. layer.Value.Up], 1).To(type)),
        }));
    }

    /// <summary>The factors of one layer, one pair for each adapter that knows it.</summary>
    private sealed record Layer(List<Tensor> Down, List<Tensor> Up)
    {
        public int Rank => (int)Down.Sum(factor => factor.Shape[0]);
    }

    private static void RequireSameBase(LoraConfig first, LoraConfig other, string folder)
    {
        if (other.BaseRevision != first.BaseRevision)
            throw new CheckpointException(
                folder,
                $"expected an adapter for {first.BaseRevision ?? "no named base"}, as the first one, got one for "
                + $"{other.BaseRevision ?? "no named base"}. Add adapters of one base.");
    }

    private static void Collect(
        string folder, double weight, LoraConfig config, SortedDictionary<string, Layer> layers)
    {
        using var checkpoint = Checkpoint.Open(Path.Combine(folder, NetworkAdapter.WeightsName));
        Tensor Factor(string name)
        {
            if (!checkpoint.TryGet(name, out var entry))
                throw new CheckpointException(
                    checkpoint.Path,
                    $"expected both factors of each layer, got none named {name}. Name an adapter's folder.");
            var values = entry.ToFloats();
            return values.All(float.IsFinite)
                ? Tensor.From<float>(values, [.. entry.Shape], Device.Cpu)
                : throw new CheckpointException(
                    checkpoint.Path, $"expected numbers in every factor, got infinite or undefined ones in {name}.");
        }

        string[] paths = [.. checkpoint.Entries.Keys.Select(NetworkAdapter.LayerOf).Distinct()];
        foreach (var path in paths)
        {
            var options = config.OptionsOf(path)
                ?? throw new CheckpointException(
                    checkpoint.Path, $"expected factors of the layers in {LoraConfigFile.Name}, got {path}.");
            if (!layers.TryGetValue(path, out var layer))
                layers[path] = layer = new([], []);
            layer.Down.Add(Factor(NetworkAdapter.DownName(path)));
            layer.Up.Add(Factor(NetworkAdapter.UpName(path)) * (weight * options.Alpha / options.Rank));
        }
    }
}
