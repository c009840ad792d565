namespace Plumbline.Alignment.Comparison;

/// <summary>Two clips that differ in nothing but the model: one prompt, one seed, one noise.</summary>
/// <param name="Prompt">Names the prompt; pairs of one prompt are drawn and exchanged together.</param>
/// <param name="Name">Names the pair, such as <c>hall/seed_7</c>.</param>
/// <param name="Base">The clip without the adapter.</param>
/// <param name="Aligned">The clip with it.</param>
public sealed record ClipPair(string Prompt, string Name, ComparedClip Base, ComparedClip Aligned);
