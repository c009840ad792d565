using Plumbline.Tensors.Modules.Lora;

namespace Plumbline.Tensors.Modules;

/// <summary>Applies a weight matrix to the last axis: y = x · Wᵀ + b.</summary>
public sealed class Linear : AdaptableModule
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;

    /// <summary>Asks for <c>weight</c> [outputs, inputs] and <c>bias</c> [outputs].</summary>
    /// <param name="weights">The weights at this layer's path.</param>
    /// <param name="inputCount">Extent of the last axis of the input.</param>
    /// <param name="outputCount">Extent of the last axis of the result.</param>
    /// <param name="bias">Whether a shift is added.</param>
    /// <param name="initialization">How a fresh weight begins; torch's own choice when absent.</param>
    public Linear(
        Weights weights, long inputCount, long outputCount, BiasUse bias = BiasUse.Learned,
        Initialization? initialization = null)
        : base(weights?.Precision!)
    {
        _weight = OwnWeight(
            weights!, "weight", [outputCount, inputCount], initialization ?? Initialization.FanIn(inputCount));
        if (bias == BiasUse.Learned)
            _bias = OwnWeight(weights!, "bias", [outputCount], initialization ?? Initialization.FanIn(inputCount));
    }

    /// <summary>The weight matrix, [outputs, inputs].</summary>
    public Tensor Weight => _weight;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = new TensorScope();
        var computed = Precision.ForCompute(input);
        var output = computed.Linear(Precision.ForCompute(_weight), _bias is null ? null : Precision.ForCompute(_bias));
        return scope.Keep(WithAdapter(computed, output));
    }

    private protected override Tensor AdaptedWeight => _weight;

    private protected override (AdaptableModule Down, AdaptableModule Up) NewAdapter(Weights weights, long rank) => (
        new Linear(weights.At("lora_A"), _weight.Shape[1], rank, BiasUse.None),
        new Linear(weights.At("lora_B"), rank, _weight.Shape[0], BiasUse.None, Initialization.Zeros));
}
