namespace Plumbline.Alignment.Training;

/// <summary>How a run stands after a step.</summary>
/// <param name="Step">How many steps were taken, from 1.</param>
/// <param name="TotalSteps">How many there will be.</param>
/// <param name="Loss">Mean loss since the last report; lower is better.</param>
/// <param name="Terms">The loss's parts and, after an inspection, what was measured; by name.</param>
/// <param name="LearningRate">Rate of this step.</param>
/// <param name="GradientNorm">Length of the gradient before it was shortened.</param>
/// <param name="SamplesPerSecond">Samples trained on per second, since the last report.</param>
/// <param name="OperationsPerSecond">Additions and multiplications per second, since the last report.</param>
/// <param name="WaitShare">Share of the time since the last report that was spent waiting for samples, 0 to 1.</param>
/// <param name="TimeLeft">Until the last step or the end of the time allowed, whichever comes first.</param>
public sealed record TrainingStep(
    long Step,
    long TotalSteps,
    double Loss,
    IReadOnlyDictionary<string, double> Terms,
    double LearningRate,
    double GradientNorm,
    double SamplesPerSecond,
    double OperationsPerSecond,
    double WaitShare,
    TimeSpan TimeLeft);
