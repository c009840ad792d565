using Plumbline.Alignment.Pairs;

namespace Plumbline.Alignment.Training;

/// <summary>Pairs to train on and pairs to measure on, parted by prompt: no prompt is on both sides.</summary>
/// <param name="Training">What is trained on, in the order given.</param>
/// <param name="HeldOut">What is measured on, in the order given.</param>
internal sealed record PreferenceSplit(IReadOnlyList<PreferenceEntry> Training, IReadOnlyList<PreferenceEntry> HeldOut)
{
    /// <summary>Parts pairs.</summary>
    /// <param name="entries">The pairs.</param>
    /// <param name="share">Share of the prompts to hold out, 0 to 0.5; at least one prompt where it is above 0.</param>
    /// <returns>Both sides. A prompt's side follows from the names of the prompts alone.</returns>
    /// <exception cref="InvalidDataException">There is no pair, or no second prompt to hold out.</exception>
    public static PreferenceSplit Of(IReadOnlyList<PreferenceEntry> entries, double share)
    {
        if (entries.Count == 0)
            throw new InvalidDataException(
                "Train on pairs: expected at least one, got none. Make more candidates, or ask less of a pair.");
        if (share == 0)
            return new(entries, []);
        var prompts = HeldOutPrompts.InOrder(entries.Select(entry => entry.PromptId).Distinct()).ToArray();
        if (prompts.Length < 2)
            throw new InvalidDataException(
                "Train on pairs: expected pairs of at least two prompts, so that one can be held out, got only "
                + $"{prompts[0]}. Hold nothing out, or add prompts.");
        var heldOut = prompts.Take(Math.Max(1, (int)Math.Round(share * prompts.Length))).ToHashSet();
        return new(
            [.. entries.Where(entry => !heldOut.Contains(entry.PromptId))],
            [.. entries.Where(entry => heldOut.Contains(entry.PromptId))]);
    }
}
