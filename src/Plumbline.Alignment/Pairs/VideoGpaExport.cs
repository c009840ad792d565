using System.Globalization;

namespace Plumbline.Alignment.Pairs;

/// <summary>Writes judged candidates as VideoGPA's metadata, and reads its groups as prompts.</summary>
/// <remarks>
/// <c>consistency_score</c> becomes (100 − score) / 100, the share of the picture that the rigid world does not
/// explain: lower is better, and the reference's gap of 0.05 is 5 points. <c>motion_norm</c> becomes the part
/// <c>motion</c> in pixels a frame. What was not measured is left out, and the reference then drops the video. Latents
/// are safetensors files, the reference's own loader reads torch's: the file is for its rules and tools, not for its
/// trainer.
/// </remarks>
public static class VideoGpaExport
{
    /// <summary>The groups of judged candidates.</summary>
    /// <param name="prompts">The prompts, in the order of the groups.</param>
    /// <param name="candidates">Their candidates; within a group they come by seed.</param>
    /// <returns>The metadata; paths are relative to the run folder.</returns>
    public static VideoGpaMetadata Of(IReadOnlyList<AlignmentPrompt> prompts, IReadOnlyList<JudgedCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(candidates);
        var byPrompt = candidates.ToLookup(judged => judged.Candidate.PromptId);
        return new([.. prompts.Select(prompt => new VideoGpaGroup(
            prompt.Id, prompt.Text,
            [.. byPrompt[prompt.Id].OrderBy(judged => judged.Candidate.Seed).Select(judged => Video(prompt, judged))])
        {
            ImagePath = prompt.FirstFramePath,
        })]);
    }

    /// <summary>The prompts of groups, to make candidates of.</summary>
    /// <param name="metadata">The groups.</param>
    /// <returns>A prompt for each group, in their order.</returns>
    public static IReadOnlyList<AlignmentPrompt> Prompts(VideoGpaMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return [.. metadata.Groups.Select(
            group => new AlignmentPrompt(group.GroupId, group.Prompt) { FirstFramePath = group.ImagePath })];
    }

    private static VideoGpaVideo Video(AlignmentPrompt prompt, JudgedCandidate judged)
    {
        var metrics = new Dictionary<string, double>();
        if (judged.Score is { } score)
            metrics["consistency_score"] = (100 - score) / 100;
        if (judged.Part("motion") is { } motion)
            metrics["motion_norm"] = motion;
        return new()
        {
            VideoPath = Path.ChangeExtension(judged.Candidate.LatentsPath, ".mp4"),
            GenerationId = judged.Candidate.Seed.ToString(CultureInfo.InvariantCulture),
            Metrics = metrics,
            LatentPath = judged.Candidate.LatentsPath,
            // Without a given first frame nothing but the prompt conditions a clip; the reference asks for a file all
            // the same.
            ConditionPath = prompt.FirstFramePath ?? judged.Candidate.LatentsPath,
        };
    }
}
