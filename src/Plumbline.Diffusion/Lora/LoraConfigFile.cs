using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Diffusion.Lora;

/// <summary><c>adapter_config.json</c> as PEFT reads and writes it.</summary>
/// <remarks>
/// Fields of huggingface/peft 5d602fd; what would change the result and is not supported here is refused.
/// </remarks>
internal static class LoraConfigFile
{
    public const string Name = "adapter_config.json";

    private static readonly JsonSerializerOptions Layout =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a field may say without changing how an adapter is applied; everything else is refused.</summary>
    private static readonly Dictionary<string, string[]> Supported = new()
    {
        ["peft_type"] = ["\"LORA\""],
        ["bias"] = ["null", "\"none\""],
        ["fan_in_fan_out"] = ["null", "false"],
        ["use_dora"] = ["null", "false"],
        ["use_qalora"] = ["null", "false"],
        ["lora_bias"] = ["null", "false"],
        ["modules_to_save"] = ["null", "[]"],
        ["layers_to_transform"] = ["null", "[]"],
        ["layer_replication"] = ["null", "[]"],
        ["exclude_modules"] = ["null", "[]"],
        ["target_parameters"] = ["null", "[]"],
        ["trainable_token_indices"] = ["null", "[]"],
    };

    /// <summary>Reads the file of a folder.</summary>
    /// <exception cref="CheckpointException">
    /// There is none, or it says what is not supported; everything is listed.
    /// </exception>
    public static LoraConfig Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            var root = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new JsonException(
                "It is no object.");
            var problems = Supported
                .Select(field => (field.Key, field.Value, Said: root[field.Key]?.ToJsonString() ?? "null"))
                .Where(field => !field.Value.Contains(field.Said))
                .Select(field => $"\n  {field.Key}: expected {field.Value[^1]}, got {field.Said}").ToArray();
            if (problems.Length > 0)
                throw new CheckpointException(
                    path,
                    $"expected an adapter of plain low-rank matrices, got:{string.Concat(problems)}\nMerge it "
                    + "into its base with PEFT.");
            var (targets, pattern) = Targets(root["target_modules"]);
            var config = new LoraConfig
            {
                Rank = Needed(root, "r").GetValue<int>(),
                Alpha = Needed(root, "lora_alpha").GetValue<double>(),
                Targets = targets,
                TargetPattern = pattern,
                Ranks = Pattern<int>(root["rank_pattern"]),
                Alphas = Pattern<double>(root["alpha_pattern"]),
                ScalesByRootOfRank = root["use_rslora"]?.GetValue<bool>() ?? false,
                BaseName = root["base_model_name_or_path"]?.GetValue<string>(),
                BaseRevision = root["revision"]?.GetValue<string>(),
            };
            config.Validate();
            return config;
        }
        catch (Exception exception) when (
            exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new CheckpointException(
                path,
                $"expected the settings of a LoRA with r, lora_alpha and target_modules, got: {exception.Message}",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Missing(folder, exception);
        }
    }

    /// <summary>Says that a folder holds no adapter.</summary>
    public static CheckpointException Missing(string folder, Exception reason) => new(
        folder,
            $"expected a folder with {Name} and {NetworkAdapter.WeightsName}, got: "
            + $"{reason.Message} Name the folder of an adapter.", reason);

    /// <summary>The text of the file.</summary>
    public static string Text(LoraConfig config)
    {
        static JsonObject Object<T>(IReadOnlyDictionary<string, T> entries) =>
            new(entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value))));
        JsonNode targets = config.TargetPattern is { } pattern
            ? JsonValue.Create(pattern)
            : new JsonArray([.. config.Targets.Select(target => (JsonNode)JsonValue.Create(target))]);
        return new JsonObject
        {
            ["alpha_pattern"] = Object(config.Alphas),
            ["auto_mapping"] = null,
            ["base_model_name_or_path"] = config.BaseName,
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["inference_mode"] = true,
            ["init_lora_weights"] = true,
            ["layers_pattern"] = null,
            ["layers_to_transform"] = null,
            ["lora_alpha"] = config.Alpha,
            ["lora_dropout"] = 0.0,
            ["modules_to_save"] = null,
            ["peft_type"] = "LORA",
            ["r"] = config.Rank,
            ["rank_pattern"] = Object(config.Ranks),
            ["revision"] = config.BaseRevision,
            ["target_modules"] = targets,
            ["task_type"] = null,
            ["use_dora"] = false,
            ["use_rslora"] = config.ScalesByRootOfRank,
        }.ToJsonString(Layout) + "\n";
    }

    private static JsonNode Needed(JsonObject root, string name) =>
        root[name] ?? throw new FormatException($"no {name}.");

    private static (IReadOnlyList<string> Names, string? Pattern) Targets(JsonNode? node) => node switch
    {
        JsonArray names => ([.. names.OfType<JsonNode>().Select(name => name.GetValue<string>())], null),
        JsonValue value when value.GetValue<string>() != "all-linear" => ([], value.GetValue<string>()),
        _ => throw new FormatException($"target_modules {node?.ToJsonString() ?? "null"}. Name the layers."),
    };

    private static Dictionary<string, T> Pattern<T>(JsonNode? node) =>
        (node as JsonObject)?.Where(entry => entry.Value is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<T>()) ?? [];
}
