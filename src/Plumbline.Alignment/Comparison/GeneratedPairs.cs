using System.Globalization;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Pairs;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Comparison;

/// <summary>Pairs of clips that are made when they are looked at, both sides from the same noise.</summary>
public static class GeneratedPairs
{
    /// <summary>Pairs of every prompt and seed.</summary>
    /// <param name="one">The base.</param>
    /// <param name="other">The base with its adapter.</param>
    /// <param name="prompts">Prompts that neither was trained on.</param>
    /// <param name="folder">The folder that paths of prompts are relative to.</param>
    /// <param name="options">
    /// Seeds of each prompt (<see cref="CandidateOptions.SeedOf"/>), size and length of the clips.
    /// </param>
    /// <param name="worldOf">
    /// The rendered world whose caption a prompt is; absent, or null for a prompt, where it is free text.
    /// </param>
    /// <returns>The pairs, prompt by prompt; nothing is made yet.</returns>
    public static IReadOnlyList<ClipPair> Of(
        IComparedGenerator one, IComparedGenerator other, IReadOnlyList<AlignmentPrompt> prompts, string folder,
        CandidateOptions options,
        Func<AlignmentPrompt, TrainingWorld?>? worldOf = null)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(options);
        return [.. prompts.SelectMany(prompt =>
        {
            var identity = PromptConditions.IdentityOf(prompt, folder);
            var conditions = new Lazy<PromptConditions>(
                () => PromptConditions.Of(prompt, folder, options.Width, options.Height, options.FrameCount));
            var world = worldOf?.Invoke(prompt);
            return Enumerable.Range(0, options.Count).Select(index =>
            {
                var seed = options.SeedOf(prompt, index);
                ComparedClip Clip(IComparedGenerator side) => new(
                    UnitOfWork.KeyOf("generated clip 1", side.Identity, prompt.Id, identity, seed.ToString(
                        CultureInfo.InvariantCulture)),
                    token => side.Make(conditions.Value, seed, token))
                {
                    Conditions = conditions,
                    World = world,
                };
                return new ClipPair(
                    prompt.Id, string.Create(CultureInfo.InvariantCulture, $"{prompt.FolderName}/seed_{seed}"),
                    Clip(one), Clip(other));
            });
        })];
    }
}
