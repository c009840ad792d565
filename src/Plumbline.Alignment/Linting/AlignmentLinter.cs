namespace Plumbline.Alignment.Linting;

/// <summary>Finds, before the first step of training, what would make it learn the wrong thing.</summary>
/// <remarks>
/// Every check measures what the parts do instead of reading how they were set up: it calls them with inputs whose
/// right answer is known. The faults that it looks for were all found in published trainers.
/// </remarks>
public static class AlignmentLinter
{
    private static readonly Func<LintSubject, LintFinding>[] Checks =
    [
        LatentChecks.RoundTrip, LatentChecks.Statistics, TrainingChecks.Times, TrainingChecks.KnownFrames,
        PositionCheck.Run,
        AdapterChecks.OffIsBase, AdapterChecks.MergedAgrees, AdapterChecks.FirstLossIsLogTwo,
    ];

    /// <summary>Checks what must fit together; the findings come in a fixed order, one per check.</summary>
    /// <param name="subject">The parts.</param>
    /// <param name="token">Stops between checks.</param>
    /// <returns>The findings.</returns>
    public static IEnumerable<LintFinding> Check(LintSubject subject, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        foreach (var check in Checks)
        {
            token.ThrowIfCancellationRequested();
            yield return check(subject);
        }
    }
}
