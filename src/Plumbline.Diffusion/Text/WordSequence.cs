namespace Plumbline.Diffusion.Text;

/// <summary>A prompt as numbers of known words.</summary>
/// <param name="Tokens">Numbers of the known words in their order; empty for an empty prompt.</param>
/// <param name="Unknown">Words that were left out because the vocabulary does not hold them.</param>
public sealed record WordSequence(IReadOnlyList<int> Tokens, IReadOnlyList<UnknownWord> Unknown);
