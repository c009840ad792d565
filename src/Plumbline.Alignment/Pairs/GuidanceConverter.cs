using System.Text.Json;
using System.Text.Json.Serialization;
using Plumbline.Diffusion;

namespace Plumbline.Alignment.Pairs;

/// <summary>Guidance in JSON as <see cref="GuidanceScales.Parse"/> reads it.</summary>
internal sealed class GuidanceConverter : JsonConverter<GuidanceScales>
{
    public override GuidanceScales Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && GuidanceScales.Parse(reader.GetString()!) is { } scales
            ? scales
            : throw new JsonException("Guidance: expected text such as \"1/1.5\".");

    public override void Write(Utf8JsonWriter writer, GuidanceScales value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
