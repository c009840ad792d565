using Plumbline.Alignment.Judges;

namespace Plumbline.Alignment.Pairs;

/// <summary>The judges that candidates can be judged by, by name.</summary>
public static class RewardJudges
{
    /// <summary>The one that decides where nothing else is said.</summary>
    public const string Standard = "geometry";

    /// <summary>Frames that a judge looks at where nothing else is said.</summary>
    public const int StandardFrames = 10;

    /// <summary>Every judge, the standard one first.</summary>
    public static IReadOnlyList<RewardChoice> All { get; } =
    [
        new(
            "geometry", "One rigid world seen by one camera; every frame is tested by what the others say.",
            CandidateJudge.Geometry),
        new("subspace", "Corners that were followed move as points of one rigid scene do.", (_, _) =>
            CandidateJudge.Of(new SubspaceJudge())),
        Reference(
            VideoGpaReward.Reprojection,
            "Control: VideoGPA's reward without its LPIPS half, frames against renderings of the points of all."),
        Reference(
            VideoGpaReward.DepthAgreement, "Control: VideoGPA's agreement of depth between neighbouring frames alone."),
        Reference(VideoGpaReward.Epipolar, "Control: VideoGPA's epipolar error between neighbouring frames alone."),
        Part(GeometryPart.DepthConsistency, "Control: share of depth that agrees with the next frame alone."),
        Part(GeometryPart.NormalStability, "Control: how little surfaces turn from frame to frame alone."),
        Part(GeometryPart.TrackSmoothness, "Control: how steadily keypoints move alone."),
        new("stillness", "Control: how much every frame resembles the one before; it loves to be cheated.", (_, _) =>
            CandidateJudge.Of(new StillnessJudge())),
    ];

    /// <summary>Finds a judge.</summary>
    /// <param name="name">One of the names of <see cref="All"/>.</param>
    /// <returns>The judge.</returns>
    /// <exception cref="ArgumentException">There is no such judge.</exception>
    public static RewardChoice Named(string name) => All.FirstOrDefault(choice => choice.Name == name)
        ?? throw new ArgumentException(
            $"Judges: expected one of {string.Join(", ", All.Select(choice => choice.Name))}, got {name}. "
            + "Choose one of them.", nameof(name));

    private static RewardChoice Reference(VideoGpaReward reward, string description)
    {
        var judge = new VideoGpaJudge(reward);
        return new(judge.Name, description, (_, _) =>
            new(judge.Name, judge.Version, "", camera => new VideoGpaJudge(reward, camera)));
    }

    private static RewardChoice Part(GeometryPart part, string description)
    {
        var judge = new PartJudge(part);
        return new(judge.Name, description, (frameCount, keepsEvidence) => new(
            judge.Name, judge.Version, CandidateJudge.SettingsOf(frameCount, keepsEvidence),
            CandidateJudge.Geometry(frameCount, keepsEvidence), judge.Read));
    }
}
