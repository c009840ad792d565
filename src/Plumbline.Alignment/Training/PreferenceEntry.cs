namespace Plumbline.Alignment.Training;

/// <summary>A pair that is read when it is needed.</summary>
/// <param name="PromptId">Names the prompt; all pairs of one prompt are trained on, or all are held out.</param>
/// <param name="Margin">By how much the winner won, higher is easier.</param>
/// <param name="Read">Reads both clips, on any thread; the same each time.</param>
public sealed record PreferenceEntry(string PromptId, double Margin, Func<PreferenceSample> Read);
