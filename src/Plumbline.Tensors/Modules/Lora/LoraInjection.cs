namespace Plumbline.Tensors.Modules.Lora;

/// <summary>Attaches adapters to many layers of a network at once.</summary>
public static class LoraInjection
{
    /// <summary>
    /// Attaches an adapter to every layer that is chosen; only the adapters record gradients afterwards.
    /// </summary>
    /// <param name="network">The network; its own weights are frozen.</param>
    /// <param name="source">A checkpoint with the adapters' weights by the layers' paths, or fresh weights.</param>
    /// <param name="options">Rank and strength.</param>
    /// <param name="chosen">Says of a layer's path whether it gets an adapter.</param>
    /// <returns>The paths of the layers that got one.</returns>
    /// <exception cref="ArgumentException">No layer is chosen; the message names some that could be.</exception>
    /// <exception cref="Checkpoints.CheckpointException">
    /// Network and checkpoint disagree; every weight in question is listed.
    /// </exception>
    public static IReadOnlyList<string> Attach(
        Module network, WeightSource source, LoraOptions options, Func<string, bool> chosen)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(chosen);
        return Attach(network, source, path => chosen(path) ? options : null);
    }

    /// <summary>
    /// Attaches an adapter of its own size to every layer that is chosen; only the adapters record gradients
    /// afterwards.
    /// </summary>
    /// <param name="network">The network; its own weights are frozen.</param>
    /// <param name="source">A checkpoint with the adapters' weights by the layers' paths, or fresh weights.</param>
    /// <param name="optionsOf">Rank and strength for a layer's path; absent for a layer that gets none.</param>
    /// <param name="prefix">Stands before every path in the source, such as <c>base_model.model</c>.</param>
    /// <returns>The paths of the layers that got one.</returns>
    /// <exception cref="ArgumentException">No layer is chosen; the message names some that could be.</exception>
    /// <exception cref="Checkpoints.CheckpointException">
    /// Network and checkpoint disagree; every weight in question is listed.
    /// </exception>
    /// <remarks>
    /// Adapters are kept in float32 where the network is kept in less, since small steps vanish in bfloat16; they are
    /// computed in the network's compute type.
    /// </remarks>
    public static IReadOnlyList<string> Attach(
        Module network, WeightSource source, Func<string, LoraOptions?> optionsOf, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optionsOf);
        ArgumentNullException.ThrowIfNull(prefix);
        var adaptable = network.Parts().Where(part => part.Part is AdaptableModule).ToArray();
        var targets = adaptable
            .Select(part => (part.Path, Layer: (AdaptableModule)part.Part, Options: optionsOf(part.Path)))
            .Where(target => target.Options is not null).ToArray();
        if (targets.Length == 0)
            throw new ArgumentException(
                $"Attach adapters: expected at least one chosen layer, got none of {adaptable.Length}, " +
                $"such as {string.Join(", ", adaptable.Take(3).Select(part => part.Path))}.", nameof(optionsOf));
        var sample = network.Parameters().First().Value;
        try
        {
            Weights.Load(source, Masters(network.Precision), sample.Device, weights =>
            {
                var below = prefix.Length == 0 ? weights : weights.At(prefix);
                foreach (var (path, layer, options) in targets)
                    layer.AttachAdapter(options!, below.At(path));
                return new Attached(network.Precision);
            });
        }
        catch
        {
            foreach (var (_, layer, _) in targets)
                layer.RemoveAdapter();
            throw;
        }

        network.RecordGradients(GradientRecording.Off);
        foreach (var (_, layer, _) in targets)
            layer.Adapter!.RecordGradients(GradientRecording.On);
        return [.. targets.Select(target => target.Path)];
    }

    private static Precision Masters(Precision precision) =>
        precision.Parameters == DType.Float64 ? precision : precision with { Parameters = DType.Float32 };

    // Owns nothing: the layers own their adapters. It exists so that the one check of Weights.Load covers them all.
    private sealed class Attached(Precision precision) : Module(precision);
}
