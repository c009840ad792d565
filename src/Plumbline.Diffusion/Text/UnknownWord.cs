namespace Plumbline.Diffusion.Text;

/// <summary>A word of a prompt that a vocabulary does not hold.</summary>
/// <param name="Word">The word as it was read.</param>
/// <param name="Nearest">Known words that look most like it, best first.</param>
public sealed record UnknownWord(string Word, IReadOnlyList<string> Nearest);
