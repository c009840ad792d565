namespace Plumbline.Alignment.Evaluation;

/// <summary>What the judge found in a rendered clip and in what an autoencoder makes of it.</summary>
/// <param name="Original">In the rendered clip.</param>
/// <param name="Decoded">In the decoded clip.</param>
internal sealed record JudgedPair(JudgedClip Original, JudgedClip Decoded);
