using System.Globalization;
using Plumbline.Tensors;

namespace Plumbline.Alignment.Pairs;

/// <summary>Makes pairs exactly as VideoGPA's data set does, for comparison with its results.</summary>
/// <remarks>
/// Hongyang-Du/VideoGPA at fb86241, train/dataset.py; its training scripts set a threshold and never apply it, here it
/// counts. Gaps are differences of float64 numbers: 0.3 and 0.25 lie less than 0.05 apart.
/// </remarks>
public sealed record VideoGpaPairRules
{
    /// <summary>The metric that is compared.</summary>
    public string MetricName { get; init; } = "consistency_score";

    /// <summary>Which way it improves; lower is better by default.</summary>
    public Direction MetricDirection { get; init; } = Direction.LowerIsBetter;

    /// <summary>Least gap; 0.1 as in the class, the reference's configurations say 0.05.</summary>
    public double MinimumGap { get; init; } = 0.1;

    /// <summary>What the winner's metric must be better than; absent for nothing.</summary>
    public double? MetricThreshold { get; init; }

    /// <summary>Least <c>motion_norm</c>; 0.001 by default.</summary>
    public double MotionThreshold { get; init; } = 0.001;

    /// <summary>Most pairs, in the order of the groups; absent for all.</summary>
    public int? MaximumPairs { get; init; }

    /// <summary>Makes one pair of each group that allows it.</summary>
    /// <param name="metadata">The groups.</param>
    /// <param name="folder">
    /// The folder that paths of latents and conditions are relative to; the files must exist.
    /// </param>
    /// <returns>The pairs in the order of the groups, and why the other groups have none.</returns>
    public (IReadOnlyList<VideoGpaPair> Pairs, IReadOnlyList<RejectedPair> Rejected) Select(
        VideoGpaMetadata metadata, string folder)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (MetricDirection == Direction.Descriptive)
            throw new ArgumentException(
                $"VideoGPA pairs: expected a direction in which {MetricName} improves, got none.");
        var (pairs, rejected) = (new List<VideoGpaPair>(), new List<RejectedPair>());
        foreach (var group in metadata.Groups)
        {
            if (pairs.Count == MaximumPairs)
                break;
            VideoGpaVideo[] usable = [.. group.Videos.Where(video => IsUsable(video, folder))];
            if (usable.Length < 2)
            {
                rejected.Add(new(group.GroupId, RejectionKind.TooFewCandidates, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{usable.Length} of {group.Videos.Count} videos have {MetricName}, motion_norm of at least "
                    + $"{MotionThreshold:0.####}, latents and a condition; a pair needs two.")));
                continue;
            }

            // Equal metrics keep their order, so that the first of the best meets the last of the worst.
            VideoGpaVideo[] ranked = MetricDirection == Direction.LowerIsBetter
                ? [.. usable.OrderBy(Metric)] : [.. usable.OrderByDescending(Metric)];
            var pair = new VideoGpaPair(group, ranked[0], ranked[^1], Metric(ranked[0]), Metric(ranked[^1]));
            if (Against(pair) is { } problem)
                rejected.Add(new(group.GroupId, problem.Kind, problem.Reason));
            else
                pairs.Add(pair);
        }

        return (pairs, rejected);
    }

    /// <summary>
    /// The reference's split of its pairs: 98 % to train on, drawn by torch's generator with seed 42.
    /// </summary>
    /// <param name="pairCount">How many pairs there are, at least 0.</param>
    /// <returns>Numbers of the pairs in their drawn order.</returns>
    /// <remarks>
    /// Pairs of one prompt may land on both sides; Plumbline's own training splits by prompt. Needs libtorch's CPU
    /// generator.
    /// </remarks>
    public static (IReadOnlyList<int> Training, IReadOnlyList<int> Validation) Split(int pairCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pairCount);
        using var scope = new TensorScope();
        using var generator = new Generator(42, Device.Cpu);
        int[] drawn = pairCount == 0
            ? []
            : [.. generator.Permutation(pairCount).ToArray<long>().Select(number => (int)number)];
        var trainingCount = (int)(0.98 * pairCount);
        return (drawn[..trainingCount], drawn[trainingCount..]);
    }

    private double Metric(VideoGpaVideo video) => video.Metrics[MetricName];

    private bool IsUsable(VideoGpaVideo video, string folder) =>
        video.Metrics.ContainsKey(MetricName)
        && video.Metrics.TryGetValue("motion_norm", out var motion) && motion >= MotionThreshold
        && Exists(folder, video.LatentPath) && Exists(folder, video.ConditionPath);

    private static bool Exists(string folder, string? path) => path is not null
        && File.Exists(Path.Combine(folder, path));

    private (RejectionKind Kind, string Reason)? Against(VideoGpaPair pair)
    {
        if (MetricThreshold is { } threshold
            && !(MetricDirection == Direction.LowerIsBetter
                ? pair.WinnerMetric < threshold
                : pair.WinnerMetric > threshold))
            return (RejectionKind.WinnerTooPoor, string.Create(
                CultureInfo.InvariantCulture,
                $"{MetricName} of the best video is {pair.WinnerMetric:0.####}, not better than {threshold:0.####}."));
        return pair.Gap >= MinimumGap ? null : (RejectionKind.GapTooSmall, string.Create(
            CultureInfo.InvariantCulture,
                $"{MetricName} of the best and of the worst video lie {pair.Gap:0.####} apart, less than "
                + $"{MinimumGap:0.####}."));
    }
}
