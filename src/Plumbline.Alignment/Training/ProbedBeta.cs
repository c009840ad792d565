namespace Plumbline.Alignment.Training;

/// <summary>A β that was chosen from the measured scale of the logits.</summary>
/// <param name="Beta">β.</param>
/// <param name="ProbeSteps">Steps that were taken to measure it, and taken back.</param>
/// <param name="MeanGain">
/// Mean size of the difference in mean squared error by which winners then gained or lost, weighted by time.
/// </param>
public sealed record ProbedBeta(double Beta, int ProbeSteps, double MeanGain);
