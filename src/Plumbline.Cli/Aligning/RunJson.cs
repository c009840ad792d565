using System.Text.Json.Serialization;
using Plumbline.Alignment.Training;

namespace Plumbline.Cli.Aligning;

/// <summary>How small files of a run are read.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ProbedBeta))]
internal sealed partial class RunJson : JsonSerializerContext;
