using System.Text.Json.Serialization;

namespace Plumbline.Cli.Results;

/// <summary>Why a clip never reached a verdict.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureKind>))]
internal enum FailureKind
{
    /// <summary>The file cannot be read as a video.</summary>
    [JsonStringEnumMemberName("unreadable")]
    Unreadable,

    /// <summary>Plumbline itself failed on it.</summary>
    [JsonStringEnumMemberName("defect")]
    Defect,
}
