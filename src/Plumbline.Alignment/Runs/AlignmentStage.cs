using System.Text.Json.Serialization;

namespace Plumbline.Alignment.Runs;

/// <summary>The stages of an alignment run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlignmentStage>))]
public enum AlignmentStage
{
    /// <summary>Model, autoencoder, sampler and trainer are checked against each other.</summary>
    [JsonStringEnumMemberName("lint")]
    Lint,

    /// <summary>Clips of each prompt are made.</summary>
    [JsonStringEnumMemberName("candidates")]
    Candidates,

    /// <summary>The reward judges them.</summary>
    [JsonStringEnumMemberName("judging")]
    Judging,

    /// <summary>Preference pairs are chosen.</summary>
    [JsonStringEnumMemberName("pairs")]
    Pairs,

    /// <summary>The adapter learns from them.</summary>
    [JsonStringEnumMemberName("training")]
    Training,

    /// <summary>Base and adapter are compared on prompts that were held out.</summary>
    [JsonStringEnumMemberName("comparison")]
    Comparison,
}
