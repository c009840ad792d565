namespace Plumbline.Alignment.Evaluation;

/// <summary>One rendered world for the classifier to learn from.</summary>
/// <param name="Rgb">RGB bytes, [9, 64, 64, 3].</param>
/// <param name="Labels">What should be read from them.</param>
public sealed record ClassifierSample(byte[] Rgb, WorldLabels Labels);
