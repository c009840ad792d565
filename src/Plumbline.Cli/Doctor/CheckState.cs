using System.Text.Json.Serialization;

namespace Plumbline.Cli.Doctor;

/// <summary>Whether something is on the machine.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckState>))]
internal enum CheckState
{
    /// <summary>It is there.</summary>
    [JsonStringEnumMemberName("present")]
    Present,

    /// <summary>It is missing, and only one feature needs it.</summary>
    [JsonStringEnumMemberName("missingOptional")]
    MissingOptional,

    /// <summary>It is missing, and <c>plumb score</c> cannot work without it.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,
}
