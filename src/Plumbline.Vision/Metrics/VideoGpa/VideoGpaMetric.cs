namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Which way one of the reference's metrics improves.</summary>
public enum VideoGpaDirection
{
    /// <summary>Higher is better.</summary>
    Higher,

    /// <summary>Lower is better.</summary>
    Lower,

    /// <summary>Neither way is better: the number describes the clip.</summary>
    Neither,
}

/// <summary>One of the reference's metrics: a value, or the reason why there is none.</summary>
/// <param name="Name">Stable camelCase name, such as <c>mvcs</c>.</param>
/// <param name="Unit">Unit, such as <c>px</c> or <c>dB</c>; <c>1</c> for a pure number.</param>
/// <param name="Direction">Which way it improves.</param>
/// <param name="Value">The value, always finite; absent where the reference would write a made-up number.</param>
/// <param name="Absence">One sentence saying why there is no value; absent when there is one.</param>
public sealed record VideoGpaMetric(
    string Name, string Unit, VideoGpaDirection Direction, double? Value, string? Absence);
