namespace Plumbline.Cli.Reporting;

/// <summary>What each measurement means, in words for the page.</summary>
internal static class PartGlossary
{
    /// <summary>Title and one-line explanation by the name of the part.</summary>
    public static IReadOnlyDictionary<string, Entry> Entries { get; } = new Dictionary<string, Entry>
    {
        ["score"] = new(
            "Score",
            "Share of the testable pixels that one rigid world explains within the pixel tolerance."),
        ["testableShare"] = new(
            "Testable share",
            "Share of the picture that has texture and is seen by other frames, so that it can be tested."),
        ["sampsonError"] = new(
            "Sampson error",
            "Distance of dense matches from the epipolar geometry of the two cameras."),
        ["reprojectionError"] = new(
            "Reprojection error",
            "Distance between where a world point should appear and where it does."),
        ["psnr"] = new(
            "Leave-one-out PSNR",
            "Likeness of each frame to its prediction from the other frames, from squared colour differences."),
        ["ssim"] = new(
            "Leave-one-out SSIM",
            "Likeness of local structure between each frame and its prediction from the other frames."),
        ["depthAgreement"] = new(
            "Depth agreement",
            "Share of pixels whose depth agrees between the views that see them."),
        ["depthTemporalConsistency"] = new(
            "Depth temporal consistency",
            "How little depth changes from frame to frame once the camera's motion is taken out."),
        ["normalStability"] = new(
            "Normal stability",
            "How steadily surfaces keep their orientation from frame to frame."),
        ["trackSmoothness"] = new(
            "Track smoothness",
            "How smoothly points move along their tracks; jitter raises it."),
        ["scDepthConsistency"] = new(
            "SC-Depth consistency",
            "Relative difference of depths warped between frames, as in SC-Depth."),
        ["cameraPathLength"] = new(
            "Camera path length",
            "Length of the camera's path in units of the median scene depth."),
        ["parallax"] = new(
            "Parallax",
            "Angle under which typical points are seen from the ends of the camera path."),
        ["coverage"] = new("Coverage", "Share of the picture for which the other frames give a prediction."),
        ["flicker"] = new(
            "Photometric flicker",
            "Change of brightness from frame to frame at places that stay in place; kept apart from geometry."),
    };

    /// <summary>Words for one measurement.</summary>
    /// <param name="Title">Short title.</param>
    /// <param name="Text">One sentence.</param>
    internal sealed record Entry(string Title, string Text);
}
