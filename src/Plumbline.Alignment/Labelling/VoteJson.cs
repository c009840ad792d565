using System.Text.Json.Serialization;

namespace Plumbline.Alignment.Labelling;

/// <summary>How votes are kept in a catalog; generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Vote))]
internal sealed partial class VoteJson : JsonSerializerContext;
