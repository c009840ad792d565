using Plumbline.Alignment.Statistics;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>How well cameras obeyed.</summary>
/// <param name="Move">The move; absent over all moves.</param>
/// <param name="Trials">Clips that were asked for.</param>
/// <param name="Unreconstructed">
/// Clips without a reconstruction: not in the correlation, and wrong in their direction.
/// </param>
/// <param name="RightDirection">Clips whose camera moved in the direction of its command.</param>
/// <param name="Correlation">
/// Pearson's, of commanded and recovered amounts of reconstructed clips; absent where too few differ.
/// </param>
public sealed record MotionAgreement(
    CameraMove? Move, int Trials, int Unreconstructed, int RightDirection, double? Correlation)
{
    /// <summary>Share of all clips that moved in the right direction, 0 to 1; absent without clips.</summary>
    public double? DirectionShare => Trials == 0 ? null : (double)RightDirection / Trials;

    /// <summary>95 % Wilson interval of that share; absent without clips.</summary>
    public Interval? DirectionInterval => Trials == 0 ? null : WilsonInterval.Of(RightDirection, Trials);

    /// <summary>Sums up trials of one move.</summary>
    /// <param name="trials">Trials; those of other moves are left out.</param>
    /// <param name="move">The move.</param>
    /// <returns>The agreement.</returns>
    public static MotionAgreement Of(IEnumerable<MotionTrial> trials, CameraMove move)
    {
        var own = trials.Where(trial => trial.Move == move).ToArray();
        return Of(own, move, own.Select(trial => (trial.Commanded, trial.Recovered.Amount)));
    }

    /// <summary>
    /// Sums up trials of all moves; degrees and shares of a distance become comparable by each move's mean and spread.
    /// </summary>
    /// <param name="trials">Trials.</param>
    /// <returns>The agreement.</returns>
    public static MotionAgreement Over(IReadOnlyList<MotionTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        return Of(trials, null, trials.GroupBy(trial => trial.Move).SelectMany(Standardised));
    }

    /// <summary>Sums up trials move by move, and then all of them.</summary>
    /// <param name="trials">Trials.</param>
    /// <returns>One agreement for each move that was tried, and the one over all.</returns>
    public static IReadOnlyList<MotionAgreement> Each(IReadOnlyList<MotionTrial> trials) =>
    [
        .. Enum.GetValues<CameraMove>().Where(move => trials.Any(trial => trial.Move == move)).Select(
            move => Of(trials, move)),
        Over(trials),
    ];

    private static MotionAgreement Of(
        IReadOnlyList<MotionTrial> trials, CameraMove? move, IEnumerable<(double Commanded, double? Recovered)> amounts)
    {
        var known = amounts.Where(pair => pair.Recovered is not null).ToArray();
        return new(
            move, trials.Count, trials.Count(trial => trial.Recovered.Amount is null),
            trials.Count(trial => trial.Recovered.Amount is { } amount && amount * trial.Commanded > 0),
            LinearCorrelation.Pearson(
                [.. known.Select(pair => pair.Commanded)], [.. known.Select(pair => pair.Recovered!.Value)]));
    }

    // A move of which fewer than two clips were reconstructed, or whose amounts are all equal, has no spread to divide
    // by.
    private static IEnumerable<(double Commanded, double? Recovered)> Standardised(IEnumerable<MotionTrial> trials)
    {
        var known = trials.Where(trial => trial.Recovered.Amount is not null).ToArray();
        var commanded = Scores([.. known.Select(trial => trial.Commanded)]);
        var recovered = Scores([.. known.Select(trial => trial.Recovered.Amount!.Value)]);
        return commanded is null || recovered is null
            ? []
            : commanded.Zip(recovered, (one, other) => (one, (double?)other));
    }

    private static double[]? Scores(double[] values)
    {
        if (values.Length < 2)
            return null;
        var mean = values.Average();
        var spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return spread == 0 ? null : Array.ConvertAll(values, value => (value - mean) / spread);
    }
}
