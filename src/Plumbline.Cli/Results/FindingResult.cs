namespace Plumbline.Cli.Results;

/// <summary>A place and time where a clip breaks.</summary>
/// <param name="FirstFrame">First source frame in which it shows.</param>
/// <param name="LastFrame">Last source frame in which it shows.</param>
/// <param name="Place">Where, in words.</param>
/// <param name="ErrorPixels">Typical displacement against the scene, in source pixels.</param>
/// <param name="AreaShare">Share of the picture that it covers, 0 to 1.</param>
/// <param name="Text">The finding in one sentence.</param>
internal sealed record FindingResult(
    int FirstFrame, int LastFrame, string Place, double ErrorPixels, double AreaShare, string Text);
