using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plumbline.Alignment.Pairs;

/// <summary>How prompts, candidates and pairs are written as JSON; generated at build time.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(PairDocument))]
[JsonSerializable(typeof(PairDocument.JudgedClip))]
[JsonSerializable(typeof(Candidate))]
[JsonSerializable(typeof(CandidatePreview))]
[JsonSerializable(typeof(StoppedCandidate))]
[JsonSerializable(typeof(CandidateRecipe))]
[JsonSerializable(typeof(PairStatistics))]
[JsonSerializable(typeof(CandidateSet))]
[JsonSerializable(typeof(PairDocument.JudgedClip[]))]
[JsonSerializable(typeof(string))]
internal sealed partial class PairJson : JsonSerializerContext
{
    /// <summary>For files that people read.</summary>
    public static PairJson Indented { get; } = new(OptionsFor(isIndented: true));

    /// <summary>For the payloads of a catalog.</summary>
    public static PairJson OneLine { get; } = new(OptionsFor(isIndented: false));

    private static JsonSerializerOptions OptionsFor(bool isIndented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = isIndented,
        NewLine = "\n",
        // Prompts stay readable; nothing here is ever pasted into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new GuidanceConverter(),
            new JsonStringEnumConverter<Direction>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<MotionMeasure>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<PairChoice>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<RejectionKind>(JsonNamingPolicy.CamelCase),
        },
    };
}
