namespace Plumbline.Cli.Reporting;

/// <summary>What each measurement means, in words for the page.</summary>
internal static class PartGlossary
{
    /// <summary>Title and one-line explanation by the name of the part.</summary>
    public static IReadOnlyDictionary<string, Entry> Entries { get; } = new Dictionary<string, Entry>
    {
        ["score"] = new(
            "Score",
            "Share of the testable pixels that one rigid world explains; a pixel counts less the further it is off."),
        ["testableShare"] = new(
            "Testable share",
            "Share of all predicted pixels with enough texture and motion to test something."),
        ["leaveOneOutError"] = new(
            "Leave-one-out error",
            "Distance between where the other frames say a pixel should be and where it is."),
        ["sampsonError"] = new(
            "Sampson error",
            "Distance of dense matches from the epipolar geometry of the two cameras."),
        ["reprojectionError"] = new(
            "Reprojection error",
            "Distance between where a triangulated point should appear and where it was seen."),
        ["leaveOneOutPsnr"] = new(
            "Leave-one-out PSNR",
            "Likeness of each frame to its prediction from the others, from squared differences of brightness."),
        ["leaveOneOutSsim"] = new(
            "Leave-one-out SSIM",
            "Likeness of local structure between each frame and its prediction from the others."),
        ["depthAgreement"] = new(
            "Depth agreement",
            "Share of compared pixels whose depths in two views differ by at most 5 %."),
        ["depthTemporalConsistency"] = new(
            "Depth temporal consistency",
            "Share of pixels whose depth stays within a factor of 1.25 of the next frame's."),
        ["scDepthConsistency"] = new(
            "SC-Depth consistency",
            "Mean of |a − b| / (a + b) over depths carried from one view to the other."),
        ["surfaceNormalStability"] = new(
            "Surface-normal stability",
            "Mean angle between a surface's orientation here and in the neighbouring frames."),
        ["trackSmoothness"] = new(
            "Track smoothness",
            "How much the step of a tracked point changes, against the step itself; 0 is a steady glide."),
        ["photometricFlicker"] = new(
            "Photometric flicker",
            "Change of brightness that geometry does not explain; kept apart from the score."),
        ["photometricGain"] = new(
            "Photometric gain",
            "Factor of brightness between a frame and its prediction; 1 is no change."),
        ["coverage"] = new(
            "Coverage",
            "Share of the picture for which the other frames give a prediction."),
        ["registeredFrames"] = new(
            "Registered frames",
            "Share of the tested frames that found their place on the camera path."),
        ["motion"] = new(
            "Motion",
            "Median motion of the picture between neighbouring tested frames."),
        ["cameraPathLength"] = new(
            "Camera path length",
            "Length of the camera's path, in median depths of the scene."),
        ["parallax"] = new(
            "Parallax",
            "Median motion between neighbouring tested frames that depth alone causes."),
        ["movingShare"] = new(
            "Moving share",
            "Share of the picture that moves on its own and was set aside."),
    };

    /// <summary>Words for one measurement.</summary>
    /// <param name="Title">Short title.</param>
    /// <param name="Text">One sentence.</param>
    internal sealed record Entry(string Title, string Text);
}
