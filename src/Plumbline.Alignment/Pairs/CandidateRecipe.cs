using System.Text.Json.Serialization;
using Plumbline.Tensors;

namespace Plumbline.Alignment.Pairs;

/// <summary>Everything that the candidates of a run follow from, as recipe.json keeps it.</summary>
/// <param name="Model">Names the content of the model, see <see cref="CandidateModel.Identity"/>.</param>
/// <param name="Autoencoder">Names the content of the autoencoder.</param>
/// <param name="Prompts">Names the content of the prompts, see <see cref="PromptSource.Identity"/>.</param>
/// <param name="Options">How candidates are made.</param>
/// <param name="Rules">What a pair must have, where the number of candidates depends on it; absent otherwise.</param>
/// <param name="Reward">The judge that decides while candidates are made; absent where none does.</param>
public sealed record CandidateRecipe(
    string Model, string Autoencoder, string Prompts, CandidateOptions Options, PairRules? Rules = null,
    string? Reward = null)
{
    /// <summary>The type in which products are computed, the last word of <see cref="Autoencoder"/>.</summary>
    [JsonIgnore]
    public DType Compute =>
        Autoencoder.EndsWith($" {DType.BFloat16.Name()}", StringComparison.Ordinal) ? DType.BFloat16 : DType.Float32;
}
