using System.Text.Json.Serialization;

namespace Plumbline.Cli.Results;

/// <summary>Whether a clip has a score.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictKind>))]
internal enum VerdictKind
{
    /// <summary>It was measured.</summary>
    [JsonStringEnumMemberName("scored")]
    Scored,

    /// <summary>The test has no power on it, or it could not be read; the reason says which.</summary>
    [JsonStringEnumMemberName("unscorable")]
    Unscorable,
}
