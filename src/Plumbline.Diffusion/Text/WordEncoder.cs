using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Text;

/// <summary>A small transformer over words, trained together with the denoiser that reads it.</summary>
/// <remarks>
/// Pre-norm encoder (Vaswani et al. 2017, arXiv:1706.03762; Xiong et al. 2020, arXiv:2002.04745) with learned
/// positions. A start token leads every prompt, so that an empty prompt is one token and the denoiser can be guided
/// away from it.
/// </remarks>
public sealed class WordEncoder : Module, ITextEncoder
{
    private const long PaddingToken = 0;
    private const long StartToken = 1;
    private const int ReservedTokens = 2;

    private readonly Device _device;
    private readonly Embedding _words;
    private readonly Tensor _positions;
    private readonly WordEncoderBlock[] _blocks;
    private readonly LayerNorm _norm;

    /// <summary>Asks for the table of words, the positions and the blocks.</summary>
    /// <param name="weights">The weights at this module's path.</param>
    /// <param name="config">Sizes.</param>
    /// <param name="vocabulary">The words.</param>
    public WordEncoder(Weights weights, WordEncoderConfig config, Vocabulary vocabulary)
        : base(weights?.Precision!)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(vocabulary);
        config.Validate();
        (Config, Vocabulary, _device) = (config, vocabulary, weights!.Device);
        _words = OwnPart(
            "words", new Embedding(weights.At("words"), vocabulary.Words.Count + ReservedTokens, config.Width));
        _positions = OwnWeight(
            weights, "positions", [config.MaximumWords + 1, config.Width], Initialization.Normal(0.02));
        _blocks = [.. Enumerable.Range(0, config.Depth).Select(
            i => OwnPart($"blocks.{i}", new WordEncoderBlock(weights.At("blocks").At(i), config)))];
        _norm = OwnPart("norm", new LayerNorm(weights.At("norm"), config.Width));
    }

    /// <summary>Sizes.</summary>
    public WordEncoderConfig Config { get; }

    /// <summary>The words.</summary>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    /// <remarks>Unknown words are left out; <see cref="Vocabulary.Read"/> names them. Long prompts are cut.</remarks>
    public TextEmbedding Encode(IReadOnlyList<string> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        using var scope = new TensorScope();
        var (tokens, mask) = Tokens(prompts);                                          // [B, L]
        var hidden = _words.Forward(tokens) + _positions.Slice(0, 0, tokens.Shape[1]).To(Precision.Compute);
        var keys = mask.Unsqueeze(1).Unsqueeze(1);                                     // [B, 1, 1, L]
        foreach (var block in _blocks)
            hidden = block.Forward(hidden, keys);
        return new(scope.Keep(_norm.Forward(hidden)), scope.Keep(mask));               // [B, L, D]
    }

    private (Tensor Tokens, Tensor Mask) Tokens(IReadOnlyList<string> prompts)
    {
        var rows = prompts.Select(prompt => Vocabulary.Read(prompt).Tokens.Take(Config.MaximumWords)
            .Select(token => (long)token + ReservedTokens).Prepend(StartToken).ToArray()).ToArray();
        var length = rows.Max(row => row.Length);
        long[] padded = [.. rows.SelectMany(row => row.Concat(Enumerable.Repeat(PaddingToken, length - row.Length)))];
        var tokens = Tensor.From<long>(padded, [rows.Length, length], _device);
        return (tokens, tokens.GreaterThan(PaddingToken));
    }
}
