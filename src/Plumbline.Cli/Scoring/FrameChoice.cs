using System.Globalization;

namespace Plumbline.Cli.Scoring;

/// <summary>How many frames to sample from each shot.</summary>
/// <param name="Count">A number of at least 3; absent for all of them.</param>
internal sealed record FrameChoice(int? Count)
{
    /// <summary>Least number of frames that the judge can work with.</summary>
    public const int LeastCount = 3;

    /// <summary>Reads a number or <c>all</c>.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <returns>The choice; absent when the text is neither.</returns>
    public static FrameChoice? TryParse(string text) =>
        text == "all" ? new FrameChoice(Count: null)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= LeastCount ? new(count)
        : null;

    /// <inheritdoc/>
    public override string ToString() => Count?.ToString(CultureInfo.InvariantCulture) ?? "all";
}
