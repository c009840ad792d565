using System.Security.Cryptography;
using System.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Modules.Lora;

namespace Plumbline.Diffusion.Lora;

/// <summary>The low-rank adapters of a network together: on, off, weighted, merged, and as files of PEFT.</summary>
/// <remarks>
/// The network keeps one set of weights; adapters add up(down(x)) · alpha / rank · weight to the layers that have one.
/// A folder holds <c>adapter_model.safetensors</c>, with the names <c>base_model.model.PATH.lora_A.weight</c> and
/// <c>lora_B.weight</c>, and <c>adapter_config.json</c>, as huggingface/peft 5d602fd writes them.
/// </remarks>
/// <example><code>
/// var adapter = NetworkAdapter.Load(model.Denoiser, "run/adapter");
/// adapter.Weight = 0.5;                       // half of what was trained
/// using (adapter.Pause())
///     reference = model.Denoiser.Predict(noised, times, conditioning);
/// </code></example>
public sealed class NetworkAdapter
{
    /// <summary>The file of the factors in an adapter's folder.</summary>
    public const string WeightsName = "adapter_model.safetensors";

    private const string Prefix = "base_model.model";

    private readonly (string Path, AdaptableModule Layer)[] _layers;

    private NetworkAdapter(Module network, LoraConfig config, IReadOnlyList<string> paths)
    {
        Config = config;
        var parts = network.Parts().ToDictionary(part => part.Path, part => part.Part);
        _layers = [.. paths.Select(path => (path, (AdaptableModule)parts[path]))];
    }

    /// <summary>Layers, ranks and strengths.</summary>
    public LoraConfig Config { get; }

    /// <summary>Paths of the layers that have an adapter.</summary>
    public IReadOnlyList<string> Layers => [.. _layers.Select(layer => layer.Path)];

    /// <summary>
    /// The first block that has an adapter, from 0; what stands before it is alike with the adapter and without. 0 also
    /// where a layer outside of blocks has one.
    /// </summary>
    public int FirstBlock => _layers.Min(layer => LoraTargets.BlockOf(layer.Path) ?? 0);

    /// <summary>How many numbers the factors hold together.</summary>
    public long ElementCount => Factors().Sum(factor => factor.Value.ElementCount);

    /// <summary>
    /// Factor on the trained strength of every adapter: 1 as trained, 0 off, the network bit for bit as without
    /// adapters.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number.</exception>
    /// <exception cref="InvalidOperationException">The adapters were merged or removed.</exception>
    public double Weight
    {
        get => Attached(_layers[0]).Weight;
        set
        {
            foreach (var layer in _layers)
                Attached(layer).Weight = value;
        }
    }

    /// <summary>
    /// Attaches fresh adapters, which change nothing until they are trained; only they record gradients.
    /// </summary>
    /// <param name="network">The network; its own weights are frozen.</param>
    /// <param name="config">Layers, ranks and strengths.</param>
    /// <param name="generator">Draws the lower factors; the upper ones are zero.</param>
    /// <returns>The adapters; the layers own them.</returns>
    /// <exception cref="ArgumentException">
    /// No layer of the network is meant; the message names some that could be.
    /// </exception>
    public static NetworkAdapter Attach(Module network, LoraConfig config, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        return new(network, config, LoraInjection.Attach(network, WeightSource.Fresh(generator), config.OptionsOf));
    }

    /// <summary>Attaches the adapters of a folder; nothing records gradients until it is asked to.</summary>
    /// <param name="network">The network.</param>
    /// <param name="folder">Folder with both files.</param>
    /// <returns>The adapters; the layers own them.</returns>
    /// <exception cref="CheckpointException">
    /// A file is missing or damaged, or the adapter belongs to another network; every mismatch is listed.
    /// </exception>
    public static NetworkAdapter Load(Module network, string folder)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var config = LoraConfigFile.Read(folder);
        using var checkpoint = Checkpoint.Open(Path.Combine(folder, WeightsName));
        try
        {
            var paths = LoraInjection.Attach(network, WeightSource.From(checkpoint), config.OptionsOf, Prefix);
            var adapter = new NetworkAdapter(network, config, paths);
            adapter.RecordGradients(GradientRecording.Off);
            adapter.RequireFinite(checkpoint.Path);
            return adapter;
        }
        catch (ArgumentException exception)
        {
            throw new CheckpointException(
                folder,
                    "expected an adapter for this network, got one for "
                    + $"{string.Join(", ", config.TargetPattern is { } pattern ? [pattern] : config.Targets)}. "
                    + $"{exception.Message}", exception);
        }
    }

    /// <summary>Names an adapter by its content: both files.</summary>
    /// <param name="folder">Folder with both files.</param>
    /// <returns>
    /// SHA-256 of what <c>sha256sum adapter_config.json adapter_model.safetensors</c> prints there, 64 lower-case
    /// digits.
    /// </returns>
    /// <exception cref="CheckpointException">A file cannot be read.</exception>
    public static string Sha256(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            var lines = ((string[])[LoraConfigFile.Name, WeightsName]).Select(name =>
                $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))))}  "
                + $"{name}\n");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw LoraConfigFile.Missing(folder, exception);
        }
    }

    /// <summary>
    /// Turns the recording of gradients on or off for every factor, and leaves the network's own weights.
    /// </summary>
    /// <param name="recording">On to train the adapters.</param>
    public void RecordGradients(GradientRecording recording)
    {
        foreach (var layer in _layers)
            Attached(layer).RecordGradients(recording);
    }

    /// <summary>Takes the adapters off until disposed: the network is bit for bit the base.</summary>
    /// <returns>Restores the weight that was before.</returns>
    public AdapterPause Pause() => new(this);

    /// <summary>
    /// Adds what the adapters do, at their weight, to the network's own weights for good, and removes them.
    /// </summary>
    public void Merge()
    {
        foreach (var (_, layer) in _layers)
            layer.MergeAdapter();
    }

    /// <summary>Removes the adapters; the network is the base again.</summary>
    public void Remove()
    {
        foreach (var (_, layer) in _layers)
            layer.RemoveAdapter();
    }

    /// <summary>The factors by the names that they have in PEFT's files.</summary>
    /// <returns>Weights that the layers keep owning.</returns>
    public IEnumerable<NamedParameter> Factors() => _layers.SelectMany(layer => new NamedParameter[]
    {
        new(DownName(layer.Path), Attached(layer).Down.Parameters().Single().Value),
        new(UpName(layer.Path), Attached(layer).Up.Parameters().Single().Value),
    });

    /// <summary>Name of a layer's lower factor in PEFT's files.</summary>
    internal static string DownName(string path) => $"{Prefix}.{path}.lora_A.weight";

    /// <summary>Name of its upper factor.</summary>
    internal static string UpName(string path) => $"{Prefix}.{path}.lora_B.weight";

    /// <summary>The layer that such a name belongs to; the name itself where it is none.</summary>
    internal static string LayerOf(string name) =>
        name.StartsWith($"{Prefix}.", StringComparison.Ordinal)
        && name.LastIndexOf(".lora_", StringComparison.Ordinal) is > 0 and var end
            ? name[(Prefix.Length + 1)..end] : name;

    /// <summary>
    /// Writes both files; each appears whole or not at all. The weight is not kept: files hold what was trained.
    /// </summary>
    /// <param name="folder">The folder; made when missing.</param>
    /// <exception cref="CheckpointException">A file could not be written.</exception>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        AdapterFiles.Write(folder, Config, Factors());
    }

    private void RequireFinite(string path)
    {
        using var scope = new TensorScope();
        if (Factors().FirstOrDefault(factor => factor.Value.IsFinite().All().Item() == 0) is { Name: not null } damaged)
        {
            Remove();
            throw new CheckpointException(
                path,
                $"expected numbers in every factor, got infinite or undefined ones in {damaged.Name}. "
                + "The file is damaged; train or fetch it again.");
        }
    }

    private static LoraAdapter Attached((string Path, AdaptableModule Layer) layer) =>
        layer.Layer.Adapter
            ?? throw new InvalidOperationException(
                $"LoRA: expected an adapter on {layer.Path}, got none. It was merged or removed.");
}
