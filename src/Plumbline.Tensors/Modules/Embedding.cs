namespace Plumbline.Tensors.Modules;

/// <summary>A table of vectors, one for each token.</summary>
public sealed class Embedding : Module
{
    private readonly Tensor _weight;

    /// <summary>Asks for <c>weight</c> [tokens, D].</summary>
    /// <param name="weights">The weights at this layer's path.</param>
    /// <param name="tokenCount">How many tokens there are.</param>
    /// <param name="width">Extent of each vector, D.</param>
    public Embedding(Weights weights, long tokenCount, long width)
        : base(weights?.Precision!) => _weight = OwnWeight(
            weights!, "weight", [tokenCount, width], Initialization.Normal(1));

    /// <summary>The whole table, [tokens, D].</summary>
    public Tensor Weight => _weight;

    /// <summary>Looks tokens up.</summary>
    /// <param name="tokens">Token numbers, int64 of any shape.</param>
    /// <returns>Their vectors in the compute type, [tokens' shape, D].</returns>
    public Tensor Forward(Tensor tokens)
    {
        using var scope = new TensorScope();
        return scope.Keep(Precision.ForCompute(_weight.Rows(tokens)));
    }
}
