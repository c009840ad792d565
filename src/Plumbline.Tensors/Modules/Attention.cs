namespace Plumbline.Tensors.Modules;

/// <summary>Multi-head attention of a sequence to itself or to a context.</summary>
/// <remarks>
/// Vaswani et al. 2017, arXiv:1706.03762, section 3.2.2. Names as in huggingface/diffusers: <c>to_q</c>, <c>to_k</c>,
/// <c>to_v</c>, <c>to_out.0</c>, <c>norm_q</c>, <c>norm_k</c>.
/// </remarks>
public sealed class Attention : Module
{
    private readonly AttentionOptions _options;
    private readonly long _headWidth;
    private readonly Linear _toQuery;
    private readonly Linear _toKey;
    private readonly Linear _toValue;
    private readonly Linear _toOutput;
    private readonly Func<Tensor, Tensor> _normalizeQuery;
    private readonly Func<Tensor, Tensor> _normalizeKey;

    /// <summary>Asks for the projections and, where the options say so, the norms.</summary>
    /// <param name="weights">The weights at this block's path.</param>
    /// <param name="options">Size and form.</param>
    public Attention(Weights weights, AttentionOptions options)
        : base(weights?.Precision!)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _headWidth = options.HeadWidth ?? options.Width / options.HeadCount;
        var inner = _headWidth * options.HeadCount;
        var context = options.ContextWidth ?? options.Width;
        _toQuery = OwnPart("to_q", new Linear(weights!.At("to_q"), options.Width, inner, options.ProjectionBias));
        _toKey = OwnPart("to_k", new Linear(weights.At("to_k"), context, inner, options.ProjectionBias));
        _toValue = OwnPart("to_v", new Linear(weights.At("to_v"), context, inner, options.ProjectionBias));
        _toOutput = OwnPart(
            "to_out.0", new Linear(weights.At("to_out").At(0), inner, options.Width, options.OutputBias));
        _normalizeQuery = NewNorm(weights, "norm_q", inner);
        _normalizeKey = NewNorm(weights, "norm_k", inner);
    }

    /// <summary>Applies the block.</summary>
    /// <param name="input">What asks, [B, N, D].</param>
    /// <param name="context">What answers, [B, M, D_context]; the input itself when absent.</param>
    /// <param name="mask">Which keys count, broadcasting to [B, heads, N, M]; all when absent.</param>
    /// <param name="rotate">
    /// Applied to queries and keys, [B, heads, N, D_head], as rotary positions are; nothing when absent.
    /// </param>
    /// <param name="order">Whether a query may look at keys behind its own place.</param>
    /// <returns>The result in the compute type, [B, N, D].</returns>
    public Tensor Forward(
        Tensor input,
        Tensor? context = null,
        Tensor? mask = null,
        Func<Tensor, Tensor>? rotate = null,
        AttentionOrder order = AttentionOrder.Any)
    {
        Shape.Require(input, "B,N,D");
        using var scope = new TensorScope();
        var answers = context ?? input;
        var query = _normalizeQuery(_toQuery.Forward(input));     // [B, heads, N, D_head]
        var key = _normalizeKey(_toKey.Forward(answers));         // [B, heads, M, D_head]
        var value = Heads(_toValue.Forward(answers));             // [B, heads, M, D_head]
        if (rotate is not null)
            (query, key) = (rotate(query), rotate(key));
        var mixed = query.Attention(key, value, mask, order).Transpose(1, 2).Flatten(2);   // [B, N, heads · D_head]
        return scope.Keep(_toOutput.Forward(mixed));
    }

    private Func<Tensor, Tensor> NewNorm(Weights weights, string name, long inner)
    {
        switch (_options.Norm)
        {
            case HeadNorm.None:
                return Heads;
            case HeadNorm.LayerNormPerHead:
                var perHead = OwnPart(name, new LayerNorm(weights.At(name), _headWidth, epsilon: _options.NormEpsilon));
                return projected => perHead.Forward(Heads(projected));
            case HeadNorm.RmsNormAcrossHeads:
                var across = OwnPart(name, new RmsNorm(weights.At(name), inner, _options.NormEpsilon));
                return projected => Heads(across.Forward(projected));
            default:
                throw new InvalidOperationException($"Attention: {_options.Norm} is no norm.");
        }
    }

    private Tensor Heads(Tensor projected) => projected.Unflatten(-1, _options.HeadCount, _headWidth).Transpose(1, 2);
}
