using Plumbline.Vision;

namespace Plumbline.Alignment.Comparison;

/// <summary>One pair of a comparison to be looked at: both clips are of one prompt and one noise.</summary>
/// <param name="PromptId">The prompt, see <see cref="Pairs.AlignmentPrompt.Id"/>.</param>
/// <param name="Name">Names the pair, such as <c>hall/seed_7</c>.</param>
/// <param name="BaseName">What made the first clip, as the comparison calls it.</param>
/// <param name="AlignedName">What made the second clip.</param>
/// <param name="Base">The clip without the adapter.</param>
/// <param name="Aligned">The clip with it.</param>
public sealed record ComparisonExample(
    string PromptId, string Name, string BaseName, string AlignedName, Video Base, Video Aligned);
