namespace Plumbline.Alignment.Judges;

/// <summary>A shot's verdict with the sums that the clip's score is made of.</summary>
/// <param name="Verdict">What was found.</param>
/// <param name="Parts">Measurements of the shot.</param>
/// <param name="Credits">Credit of each frame.</param>
/// <param name="Weights">Weight of the tests of each frame.</param>
internal sealed record ShotResult(ShotVerdict Verdict, IReadOnlyList<Part> Parts, double[] Credits, double[] Weights)
{
    public int FrameCount => Verdict.LastFrame - Verdict.FirstFrame + 1;

    public static ShotResult Unscorable(int first, int last, string reason) =>
        new(new(first, last) { Reason = reason }, [], [], []);
}
