namespace Plumbline.Cli.Results;

/// <summary>What was found about one frame when the other frames predicted it.</summary>
/// <param name="Index">Zero-based position in the source.</param>
/// <param name="TimeSeconds">Presentation time in seconds from the first frame.</param>
internal sealed record FrameResult(int Index, double TimeSeconds)
{
    /// <summary>0 to 100, higher is better; absent when too little of the frame could be tested.</summary>
    public double? Score { get; init; }

    /// <summary>Measurements of the frame by name.</summary>
    public required IReadOnlyDictionary<string, PartResult> Parts { get; init; }
}
