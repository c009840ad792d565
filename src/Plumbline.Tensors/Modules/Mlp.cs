namespace Plumbline.Tensors.Modules;

/// <summary>Two linear layers with an activation between them, or a gated pair in front.</summary>
public sealed class Mlp : Module
{
    private readonly MlpKind _kind;
    private readonly Linear _up;
    private readonly Linear? _gate;
    private readonly Linear _down;

    /// <summary>Asks for the layers under the names given.</summary>
    /// <param name="weights">The weights at this block's path.</param>
    /// <param name="width">Extent of the last axis of input and result, D.</param>
    /// <param name="hiddenWidth">Extent between the layers.</param>
    /// <param name="kind">The activation, and whether it gates a second projection.</param>
    /// <param name="names">What the checkpoint calls the layers.</param>
    /// <param name="bias">Whether the layers add shifts.</param>
    public Mlp(
        Weights weights, long width, long hiddenWidth, MlpKind kind, MlpNames names, BiasUse bias = BiasUse.Learned)
        : base(weights?.Precision!)
    {
        ArgumentNullException.ThrowIfNull(names);
        _kind = kind;
        if (kind is MlpKind.GatedGeluTanh or MlpKind.GatedSilu)
            _gate = OwnPart(names.Gate, new Linear(weights!.At(names.Gate), width, hiddenWidth, bias));
        _up = OwnPart(names.Up, new Linear(weights!.At(names.Up), width, hiddenWidth, bias));
        _down = OwnPart(names.Down, new Linear(weights.At(names.Down), hiddenWidth, width, bias));
    }

    /// <summary>Applies the block.</summary>
    /// <param name="input">Any tensor with last axis D, [..., D].</param>
    /// <returns>The result in the compute type, [..., D].</returns>
    public Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var up = _up.Forward(input);
        var hidden = _kind switch
        {
            MlpKind.Gelu => up.Gelu(),
            MlpKind.GeluTanh => up.Gelu(GeluForm.Tanh),
            MlpKind.Silu => up.Silu(),
            MlpKind.GatedGeluTanh => _gate!.Forward(input).Gelu(GeluForm.Tanh) * up,
            MlpKind.GatedSilu => _gate!.Forward(input).Silu() * up,
            _ => throw new InvalidOperationException($"Mlp: {_kind} is no kind of block."),
        };
        return scope.Keep(_down.Forward(hidden));
    }
}
