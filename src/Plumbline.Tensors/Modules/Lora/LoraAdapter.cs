namespace Plumbline.Tensors.Modules.Lora;

/// <summary>A low-rank change to one layer: up(down(x)) · alpha / rank · weight.</summary>
public sealed class LoraAdapter
{
    private double _weight = 1;

    internal LoraAdapter(LoraOptions options, AdaptableModule down, AdaptableModule up)
    {
        Options = options;
        Down = down;
        Up = up;
    }

    /// <summary>Rank and strength.</summary>
    public LoraOptions Options { get; }

    /// <summary>
    /// Factor on the trained strength: 1 as trained, the default; 0 off, the layer bit for bit as without an adapter.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number.</exception>
    public double Weight
    {
        get => _weight;
        set => _weight = double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Adapter weight: expected a finite number.");
    }

    /// <summary>From the layer's inputs to the rank, <c>lora_A</c>.</summary>
    public AdaptableModule Down { get; }

    /// <summary>From the rank to the layer's outputs, <c>lora_B</c>; zero at the beginning.</summary>
    public AdaptableModule Up { get; }

    /// <summary>Factor on the product of both factors, alpha / rank · weight.</summary>
    internal double Scale => Options.Scale * Weight;

    /// <summary>Turns the recording of gradients on or off for both factors.</summary>
    /// <param name="recording">On to train the adapter.</param>
    public void RecordGradients(GradientRecording recording)
    {
        Down.RecordGradients(recording);
        Up.RecordGradients(recording);
    }

    /// <summary>
    /// The change as a weight of the layer; a kernel of the up factor spans one position, so a product suffices.
    /// </summary>
    internal Tensor WeightChange(Shape shape)
    {
        using var scope = new TensorScope();
        var down = Down.Parameters().Single().Value.Detach().Flatten(1);   // [R, inputs · kernel]
        var up = Up.Parameters().Single().Value.Detach().Flatten(1);       // [outputs, R]
        return scope.Keep((up.MatMul(down) * Scale).Reshape(shape.ToArray()));
    }
}
