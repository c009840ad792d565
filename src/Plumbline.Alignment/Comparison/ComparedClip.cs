using Plumbline.Alignment.Pairs;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Comparison;

/// <summary>
/// A clip of one side of a comparison; brought into memory only when something about it is not known yet.
/// </summary>
/// <param name="Key">
/// Names everything that the pixels follow from: a hash of the file, or of model, prompt and noise.
/// </param>
/// <param name="Load">Brings the clip into memory.</param>
public sealed record ComparedClip(string Key, Func<CancellationToken, Video> Load)
{
    /// <summary>What the clip was made of: words, camera and first frame; absent for clips of files.</summary>
    public Lazy<PromptConditions>? Conditions { get; init; }

    /// <summary>The world whose caption and cameras were asked for; absent where prompts are free text.</summary>
    public TrainingWorld? World { get; init; }
}
