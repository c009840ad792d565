using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Calibration;

/// <summary>How often the cleaner clip won.</summary>
/// <param name="Wins">Comparisons that the cleaner clip won.</param>
/// <param name="Comparisons">All comparisons.</param>
public sealed record WinShare(int Wins, int Comparisons)
{
    /// <summary>Share of comparisons that the cleaner clip won, 0 to 1; absent without comparisons.</summary>
    public double? Share => Comparisons == 0 ? null : (double)Wins / Comparisons;

    /// <summary>95 % Wilson interval of the share; absent without comparisons.</summary>
    public Interval? Interval => Comparisons == 0 ? null : WilsonInterval.Of(Wins, Comparisons);

    /// <summary>Counts comparisons.</summary>
    /// <param name="outcomes">Whether the cleaner clip won each.</param>
    /// <returns>The share.</returns>
    public static WinShare Of(IEnumerable<bool> outcomes)
    {
        var all = outcomes.ToList();
        return new(all.Count(won => won), all.Count);
    }
}
