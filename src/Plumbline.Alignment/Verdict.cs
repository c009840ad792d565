using Plumbline.Vision;

namespace Plumbline.Alignment;

/// <summary>
/// What a judge found: <see cref="Scored"/>, or <see cref="Unscorable"/> with its reason. Never a sentinel number.
/// </summary>
public abstract record Verdict
{
    private protected Verdict()
    {
    }

    /// <summary>The shots of the clip, in order; more than one where hard cuts were found.</summary>
    public IReadOnlyList<ShotVerdict> Shots { get; init; } = [];

    /// <summary>Measurements of the whole clip; a part that could not be measured is absent.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];
}

/// <summary>The clip was measured.</summary>
/// <param name="Score">
/// Share of testable pixels that a rigid world explains, 0 to 100; higher is better, always.
/// </param>
/// <param name="Interval">
/// 95 % bootstrap interval of the score over frames; the whole scale where a judge has no value per frame.
/// </param>
public sealed record Scored(double Score, Interval Interval) : Verdict;

/// <summary>The test has no power on this clip.</summary>
/// <param name="Reason">One sentence that a user understands.</param>
public sealed record Unscorable(string Reason) : Verdict;

/// <summary>A closed interval.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High);

/// <summary>Which way a measurement improves.</summary>
public enum Direction
{
    /// <summary>Higher is better.</summary>
    HigherIsBetter,

    /// <summary>Lower is better.</summary>
    LowerIsBetter,

    /// <summary>Neither way is better: the number describes the clip.</summary>
    Descriptive,
}

/// <summary>One measurement with its unit and direction.</summary>
/// <param name="Name">Stable camelCase name, such as <c>sampsonError</c>.</param>
/// <param name="Value">The value; always finite.</param>
/// <param name="Unit">Unit, such as <c>px</c>, <c>dB</c>, <c>%</c> or <c>1</c> for a pure number.</param>
/// <param name="Direction">Which way it improves.</param>
public sealed record Part(string Name, double Value, string Unit, Direction Direction);

/// <summary>What was found about one shot.</summary>
/// <param name="FirstFrame">First frame of the shot in the source.</param>
/// <param name="LastFrame">Last frame of the shot in the source.</param>
public sealed record ShotVerdict(int FirstFrame, int LastFrame)
{
    /// <summary>Score of the shot, 0 to 100, higher is better; absent when the shot is unscorable.</summary>
    public double? Score { get; init; }

    /// <summary>Why the shot is unscorable; absent when it was scored.</summary>
    public string? Reason { get; init; }

    /// <summary>The camera model by which it was judged; absent when the shot is unscorable.</summary>
    public CameraModel? Model { get; init; }

    /// <summary>Cameras, points and depth; absent where no camera path explains the shot.</summary>
    public Reconstruction? Reconstruction { get; init; }

    /// <summary>The frames that were tested, in order.</summary>
    public IReadOnlyList<FrameVerdict> Frames { get; init; } = [];

    /// <summary>Regions that break the rigid world, worst first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>What was found about one frame when the other frames predicted it.</summary>
/// <param name="FrameIndex">Zero-based position in the source.</param>
/// <param name="TimeSeconds">Presentation time in seconds from the first frame.</param>
public sealed record FrameVerdict(int FrameIndex, double TimeSeconds)
{
    /// <summary>Score of the frame, 0 to 100, higher is better; absent when too little of it could be tested.</summary>
    public double? Score { get; init; }

    /// <summary>Measurements of this frame.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>The maps behind the numbers; absent unless the judge was asked to keep them.</summary>
    public PixelEvidence? Evidence { get; init; }
}

/// <summary>A place and time where the clip breaks.</summary>
/// <param name="FirstFrame">First source frame in which it shows.</param>
/// <param name="LastFrame">Last source frame in which it shows.</param>
/// <param name="Place">Where, in words: <c>lower left</c>.</param>
/// <param name="ErrorPixels">Typical displacement against the scene, in source pixels.</param>
/// <param name="AreaShare">Share of the picture that it covers, 0 to 1.</param>
/// <param name="Text">The finding in one plain sentence.</param>
public sealed record Finding(
    int FirstFrame, int LastFrame, string Place, double ErrorPixels, double AreaShare, string Text);

/// <summary>What the test says of one pixel.</summary>
public enum PixelState : byte
{
    /// <summary>The others do not predict it, or it has too little texture to be tested.</summary>
    Untestable,

    /// <summary>The rigid world explains it.</summary>
    Explained,

    /// <summary>The rigid world does not explain it.</summary>
    Unexplained,

    /// <summary>It belongs to an independently moving region and was set aside (scene: dynamic).</summary>
    Moving,
}

/// <summary>Per-pixel maps of one tested frame, on the judge's working grid.</summary>
/// <param name="Width">Width of the maps.</param>
/// <param name="Height">Height of the maps.</param>
/// <param name="OriginalRgb">The frame itself, byte[H × W × 3].</param>
/// <param name="PredictedRgb">The frame as the other frames predict it, byte[H × W × 3].</param>
/// <param name="Predicted">Where there is a prediction, bool[H × W].</param>
/// <param name="States">What the test says of each pixel, PixelState[H × W].</param>
/// <param name="ErrorPixels">Displacement against the rigid world in source pixels.</param>
/// <param name="Maps">Every other dense part by name, such as <c>sampsonError</c>.</param>
public sealed record PixelEvidence(
    int Width,
    int Height,
    byte[] OriginalRgb,
    byte[] PredictedRgb,
    bool[] Predicted,
    PixelState[] States,
    PartMap ErrorPixels,
    IReadOnlyList<PartMap> Maps);

/// <summary>A measurement for every pixel where it could be made.</summary>
/// <param name="Name">Name of the part it belongs to.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Values">Values, row by row, float[H × W]; to be read only where measured.</param>
/// <param name="Measured">Where there is a value, bool[H × W].</param>
public sealed record PartMap(string Name, string Unit, float[] Values, bool[] Measured);
