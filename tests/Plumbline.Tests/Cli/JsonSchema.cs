using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plumbline.Tests.Cli;

/// <summary>
/// Validates JSON against the keywords of JSON Schema 2020-12 that our schemas use, and refuses any other.
/// </summary>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly HashSet<string> Annotations = ["$schema", "$defs", "title", "description"];

    public static JsonSchema Load(string path) => new(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement);

    /// <summary>Everything that is wrong with a document; empty when it is valid.</summary>
    public IReadOnlyList<string> Validate(JsonElement document)
    {
        var errors = new List<string>();
        Check(root, document, "$", errors);
        return errors;
    }

    private void Check(JsonElement schema, JsonElement value, string place, List<string> errors)
    {
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name)))
        {
            if (Violation(schema, keyword, value, place, errors) is { } violation)
                errors.Add($"{place}: {violation}");
        }
    }

    private string? Violation(
        JsonElement schema, JsonProperty keyword, JsonElement value, string place, List<string> errors)
    {
        var rule = keyword.Value;
        switch (keyword.Name)
        {
            case "$ref":
                Check(
                    root.GetProperty("$defs").GetProperty(rule.GetString()!["#/$defs/".Length..]), value, place,
                    errors);
                return null;
            case "type":
                return Types(rule).Any(type => HasType(value, type)) ? null : $"expected {rule}, got {value.ValueKind}";
            case "enum":
                return rule.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value))
                    ? null
                    : $"expected one of {rule}, got {value}";
            case "const":
                return JsonElement.DeepEquals(rule, value) ? null : $"expected {rule}, got {value}";
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble()
                    ? null
                    : $"expected at least {rule}, got {value}";
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.GetDouble()
                    ? null
                    : $"expected at most {rule}, got {value}";
            case "exclusiveMinimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() > rule.GetDouble()
                    ? null
                    : $"expected more than {rule}, got {value}";
            case "minLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.GetInt32()
                    ? null
                    : $"expected {rule} letters or more";
            case "pattern":
                return value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!)
                    ? null
                    : $"expected {rule}, got {value}";
            case "minItems":
                return value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32()
                    ? null
                    : $"expected {rule} items or more";
            case "maxItems":
                return value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32()
                    ? null
                    : $"expected {rule} items or fewer";
            case "items":
                CheckItems(rule, value, place, errors);
                return null;
            case "required":
                var absent = rule.EnumerateArray().Select(name => name.GetString()!).Where(name => !Has(value, name))
                    .ToList();
                return absent.Count == 0 ? null : $"expected {string.Join(", ", absent)}";
            case "properties":
                CheckProperties(rule, value, place, errors);
                return null;
            case "propertyNames":
                foreach (var property in Properties(value))
                    Check(rule, JsonSerializer.SerializeToElement(property.Name), $"{place}.{property.Name}", errors);
                return null;
            case "additionalProperties":
                CheckOthers(schema, rule, value, place, errors);
                return null;
            case "not":
                return IsValid(rule, value) ? $"expected not {rule}" : null;
            case "if":
                if (schema.TryGetProperty(IsValid(rule, value) ? "then" : "else", out var branch))
                    Check(branch, value, place, errors);
                return null;
            case "then" or "else":
                return null;
            default:
                throw new NotSupportedException(
                    $"Schema keyword {keyword.Name} is not known to this validator. Teach it.");
        }
    }

    private static IEnumerable<string> Types(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray()
            .Select(type => type.GetString()!) : [rule.GetString()!];

    private bool IsValid(JsonElement schema, JsonElement value)
    {
        var errors = new List<string>();
        Check(schema, value, "", errors);
        return errors.Count == 0;
    }

    private void CheckItems(JsonElement rule, JsonElement value, string place, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return;
        var i = 0;
        foreach (var item in value.EnumerateArray())
            Check(rule, item, $"{place}[{i++}]", errors);
    }

    private void CheckProperties(JsonElement rule, JsonElement value, string place, List<string> errors)
    {
        foreach (var property in Properties(value))
        {
            if (rule.TryGetProperty(property.Name, out var inner))
                Check(inner, property.Value, $"{place}.{property.Name}", errors);
        }
    }

    private void CheckOthers(JsonElement schema, JsonElement rule, JsonElement value, string place, List<string> errors)
    {
        foreach (var property in Properties(value))
        {
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out _))
                continue;
            if (rule.ValueKind == JsonValueKind.False)
                errors.Add($"{place}: expected no {property.Name}");
            else
                Check(rule, property.Value, $"{place}.{property.Name}", errors);
        }
    }

    private static List<JsonProperty> Properties(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject()] : [];

    private static bool Has(JsonElement value, string name) =>
        value.ValueKind != JsonValueKind.Object || value.TryGetProperty(name, out _);

    private static bool HasType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => throw new NotSupportedException($"Schema type {type} is not known to this validator. Teach it."),
    };
}
