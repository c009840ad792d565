namespace Plumbline.Alignment.Pairs;

/// <summary>A preference pair as VideoGPA's data set makes it.</summary>
/// <param name="Group">The group of both videos.</param>
/// <param name="Winner">The first by the metric; its condition counts for both.</param>
/// <param name="Loser">The last by the metric.</param>
/// <param name="WinnerMetric">Metric of the winner.</param>
/// <param name="LoserMetric">Metric of the loser.</param>
public sealed record VideoGpaPair(
    VideoGpaGroup Group, VideoGpaVideo Winner, VideoGpaVideo Loser, double WinnerMetric, double LoserMetric)
{
    /// <summary>How far the metrics lie apart.</summary>
    public double Gap => Math.Abs(WinnerMetric - LoserMetric);
}
