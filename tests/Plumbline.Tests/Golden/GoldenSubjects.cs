using Plumbline.Diffusion.Schedulers;
using Plumbline.Tests.Golden.Subjects;

namespace Plumbline.Tests.Golden;

/// <summary>Every kind of golden case that Plumbline can run so far.</summary>
internal static class GoldenSubjects
{
    private static readonly IGoldenSubject[] All =
    [
        new Cv2ResizeSubject(),
        new VideoGpaMetricsSubject(),
        new VideoGpaMvcsSubject(),
        new VideoGpaProjectionSubject(),
        new VideoGpaPointCloudSubject(),
        new VideoGpaEpipolarSubject(),
        new VggtPreprocessSubject(),
        new FlowMatchEulerSubject(),
        new UniPcFlowSubject(),
        new WanFlowSubject(),
        new WanFlowHelpersSubject(),
        new LoraSubject(),
        new VideoGpaDpoLossSubject(),
        new CogVideoXSchedulerSubject("cogvideox_ddim_scheduler", new DdimSampler()),
        new CogVideoXSchedulerSubject("cogvideox_dpm_scheduler", new StochasticDpmSampler()),
    ];

    /// <summary>The subject of a case, or none where the case is not covered yet.</summary>
    /// <param name="caseName">Name of the case's folder, or the one that its configuration states.</param>
    public static IGoldenSubject? For(string caseName) =>
        All.Where(subject => IsKind(caseName, subject.CasePrefix)).MaxBy(subject => subject.CasePrefix.Length);

    /// <summary>
    /// A prefix ends at a word: <c>vggt_b</c> and <c>vggt2</c> are kinds of <c>vggt</c>, <c>vggtx</c> is none.
    /// </summary>
    private static bool IsKind(string caseName, string prefix) =>
        caseName.StartsWith(prefix, StringComparison.Ordinal)
            && (caseName.Length == prefix.Length || !char.IsLetter(caseName[prefix.Length]));
}
