using System.Text.Json;
using Plumbline.Tensors;

namespace Plumbline.Alignment.Training;

/// <summary>Everything that decides what a network becomes; the folder of a run keeps it.</summary>
public abstract record TrainingRecipe
{
    private const string FileName = "recipe.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private protected TrainingRecipe()
    {
    }

    /// <summary>
    /// Whether products and convolutions are computed in float32 or, twice as fast where the processor has instructions
    /// for it (<see cref="EngineReport.FastestCompute"/>), in bfloat16; default bfloat16.
    /// </summary>
    public DType Compute { get; init; } = DType.BFloat16;

    /// <summary>How the network is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    private protected static TRecipe Read<TRecipe>(string folder)
        where TRecipe : TrainingRecipe
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InvalidDataException(
                $"Resume {folder}: expected a run with {FileName}, got none. Start one first.");
        try
        {
            return JsonSerializer.Deserialize<TRecipe>(File.ReadAllText(path), Json)
                ?? throw new JsonException("The file says null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Resume {folder}: expected {FileName} to hold a recipe, got: {exception.Message}", exception);
        }
    }

    // Several processes come here together: no one writes before all have seen what was there, and no one goes on
    // before it is written.
    private protected void Write(string folder, TrainingTeam team)
    {
        team.Meet();
        if (team.IsLead)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, GetType(), Json));
        }

        team.Meet();
    }
}
