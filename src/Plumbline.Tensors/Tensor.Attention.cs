using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Attention.</content>
public sealed partial class Tensor
{
    // The public name exists from libtorch 2.0; 1.13 has the operator under a private one, with one more argument.
    private static readonly Lazy<(Operator Operator, bool IsPublic)> FusedAttention = new(() =>
        Operator.TryFind("aten::scaled_dot_product_attention") is { } found
            ? (found, true)
            : (Operator.Find("aten::_scaled_dot_product_attention"), false));

    /// <summary>
    /// Mixes values by the similarity of queries (this tensor) and keys: softmax(q · kᵀ · scale + mask) · v.
    /// </summary>
    /// <param name="key">Keys, [..., M, D].</param>
    /// <param name="value">Values, [..., M, D_v].</param>
    /// <param name="mask">
    /// Broadcasts to [..., N, M]: bool, true where attention is allowed, or numbers added before the softmax; none when
    /// absent.
    /// </param>
    /// <param name="order">Whether a query may look at keys behind its own place.</param>
    /// <param name="scale">Factor on the similarities; 1 / √D when absent.</param>
    /// <returns>The mixtures for queries [..., N, D]: [..., N, D_v].</returns>
    /// <remarks>
    /// Vaswani et al. 2017, arXiv:1706.03762, eq. 1. By libtorch's fused operator; <see cref="AttentionWrittenOut"/> is
    /// its plain twin.
    /// </remarks>
    public Tensor Attention(
        Tensor key, Tensor value, Tensor? mask = null, AttentionOrder order = AttentionOrder.Any, double? scale = null)
    {
        using var scope = new TensorScope();
        // The operator's own scale argument is younger than the operator, so the query carries the difference.
        var query = scale is { } chosen ? this * (chosen * Math.Sqrt(Shape[-1])) : this;
        var (fused, isPublic) = FusedAttention.Value;
        var causal = Flag(order == AttentionOrder.Causal);
        return scope.Keep(isPublic
            ? fused.Call(query, key, value, mask, Number(0), causal)
            : fused.CallForValues(query, key, value, mask, Number(0), Flag(false), causal)[0].AsTensor());
    }

    /// <summary>The same as <see cref="Attention"/>, written out in single operators.</summary>
    /// <param name="key">Keys, [..., M, D].</param>
    /// <param name="value">Values, [..., M, D_v].</param>
    /// <param name="mask">As for <see cref="Attention"/>.</param>
    /// <param name="order">Whether a query may look at keys behind its own place.</param>
    /// <param name="scale">Factor on the similarities; 1 / √D when absent.</param>
    /// <returns>The mixtures, [..., N, D_v].</returns>
    public Tensor AttentionWrittenOut(
        Tensor key, Tensor value, Tensor? mask = null, AttentionOrder order = AttentionOrder.Any, double? scale = null)
    {
        using var scope = new TensorScope();
        var similarity = MatMul(key.Transpose(-2, -1)) * (scale ?? 1 / Math.Sqrt(Shape[-1]));   // [..., N, M]
        if (mask is not null)
            similarity = mask.DType == DType.Bool
                ? similarity.MaskedFill(mask.Not(), double.NegativeInfinity)
                : similarity + mask;
        if (order == AttentionOrder.Causal)
        {
            var allowed = Ones([Shape[-2], key.Shape[-2]], DType.Bool, Device).LowerTriangle();
            similarity = similarity.MaskedFill(allowed.Not(), double.NegativeInfinity);
        }

        return scope.Keep(similarity.Softmax(-1).MatMul(value));
    }
}
