namespace Plumbline.Tensors.Modules.Lora;

/// <summary>A layer with a weight matrix or kernel to which a low-rank adapter can be attached.</summary>
/// <remarks>Hu et al. 2021, arXiv:2106.09685, eq. 3; names of the adapter's weights as in huggingface/peft.</remarks>
public abstract class AdaptableModule : Module
{
    private protected AdaptableModule(Precision precision)
        : base(precision)
    {
    }

    /// <summary>The adapter; absent unless one is attached.</summary>
    public LoraAdapter? Adapter { get; private set; }

    private protected abstract Tensor AdaptedWeight { get; }

    /// <summary>Applies the layer, and the adapter where one is attached.</summary>
    /// <param name="input">The input, in the layer's own layout.</param>
    /// <returns>The result in the compute type.</returns>
    public abstract Tensor Forward(Tensor input);

    /// <summary>Attaches an adapter, whose effect is added to the layer's.</summary>
    /// <param name="options">Rank and scale.</param>
    /// <param name="weights">The weights at this layer's path: <c>lora_A.weight</c> and <c>lora_B.weight</c>.</param>
    /// <returns>The adapter; this layer owns it. Fresh, it changes nothing until it is trained.</returns>
    /// <exception cref="InvalidOperationException">The layer has an adapter already.</exception>
    public LoraAdapter AttachAdapter(LoraOptions options, Weights weights)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(weights);
        if (Adapter is not null)
            throw new InvalidOperationException("Attach adapter: expected a layer without one, got one of rank " +
                $"{Adapter.Options.Rank}. Merge or remove it first.");
        options.Validate();
        var (down, up) = NewAdapter(weights, options.Rank);
        Adapter = new(options, OwnPart("lora_A", down), OwnPart("lora_B", up));
        return Adapter;
    }

    /// <summary>Removes and disposes the adapter; harmless when there is none.</summary>
    public void RemoveAdapter()
    {
        if (Adapter is not { } adapter)
            return;
        ReleasePart(adapter.Down);
        ReleasePart(adapter.Up);
        adapter.Down.Dispose();
        adapter.Up.Dispose();
        Adapter = null;
    }

    /// <summary>
    /// Adds the adapter's effect to the weight for good and removes the adapter; harmless when there is none.
    /// </summary>
    public void MergeAdapter()
    {
        if (Adapter is not { } adapter)
            return;
        using (var scope = new TensorScope())
            AdaptedWeight.Detach().AddInPlace(adapter.WeightChange(AdaptedWeight.Shape).To(AdaptedWeight.DType));
        RemoveAdapter();
    }

    private protected abstract (AdaptableModule Down, AdaptableModule Up) NewAdapter(Weights weights, long rank);

    private protected Tensor WithAdapter(Tensor input, Tensor output) =>
        Adapter is { Weight: not 0 } adapter
            // Scaled between the factors, where there are fewest numbers.
            ? output + adapter.Up.Forward(adapter.Down.Forward(input) * adapter.Scale)
            : output;
}
