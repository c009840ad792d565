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
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(chosen);
        var adaptable = network.Parts().Where(part => part.Part is AdaptableModule).ToArray();
        var targets = adaptable.Where(part => chosen(part.Path)).ToArray();
        if (targets.Length == 0)
            throw new ArgumentException(
                $"Attach adapters: expected at least one chosen layer, got none of {adaptable.Length}, " +
                $"such as {string.Join(", ", adaptable.Take(3).Select(part => part.Path))}.", nameof(chosen));
        var sample = network.Parameters().First().Value;
        try
        {
            Weights.Load(
                source, network.Precision, sample.Device,
                weights => new Attached(network.Precision, targets, options, weights));
        }
        catch
        {
            foreach (var (_, part) in targets)
                ((AdaptableModule)part).RemoveAdapter();
            throw;
        }

        network.RecordGradients(GradientRecording.Off);
        foreach (var (_, part) in targets)
            ((AdaptableModule)part).Adapter!.RecordGradients(GradientRecording.On);
        return [.. targets.Select(target => target.Path)];
    }

    // Owns nothing: the layers own their adapters. It exists so that the one check of Weights.Load covers them all.
    private sealed class Attached : Module
    {
        public Attached(
            Precision precision, IEnumerable<(string Path, Module Part)> targets, LoraOptions options, Weights weights)
            : base(precision)
        {
            foreach (var (path, part) in targets)
                ((AdaptableModule)part).AttachAdapter(options, weights.At(path));
        }
    }
}
