using System.Globalization;
using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Alignment.Pairs;

/// <summary>Reads the video of a prompt as a clip of the size, length and rate of its candidates.</summary>
internal static class PromptVideo
{
    /// <summary>Reads the beginning of a video.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="folder">The folder that its paths are relative to.</param>
    /// <param name="options">Size, length and rate.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>RGB bytes, [F, H, W, 3].</returns>
    /// <exception cref="InvalidDataException">
    /// The prompt names no video, or one that is too short or too slow; the message names the prompt.
    /// </exception>
    /// <exception cref="MediaException">The video cannot be read.</exception>
    public static byte[] Read(
        AlignmentPrompt prompt, string folder, CandidateOptions options, CancellationToken token = default)
    {
        var video = MediaFile.Probe(Path.Combine(folder, RequireNamed(prompt)), token);
        var ratio = video.FramesPerSecond / options.FramesPerSecond;
        int[] indices = [.. Enumerable.Range(0, options.FrameCount).Select(i => (int)Math.Round(i * ratio)).Distinct()];
        Frame[] frames = [
            .. video.Decode(token).Take(indices[^1] + 1).Where(frame => indices.Contains(frame.Index))
                .Select(frame => Framing.Covering(frame, options.Width, options.Height))];
        if (frames.Length < options.FrameCount)
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"Prompt {prompt.Id}: expected {options.FrameCount} frames at {options.FramesPerSecond:0.##} a second "
                + $"in {prompt.VideoPath}, got {frames.Length}. Name a longer video, or one of more frames a second."));
        return [.. frames.SelectMany(frame => frame.Rgb)];
    }

    /// <summary>Where the video of a prompt is.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <exception cref="InvalidDataException">It names none; the message names the prompt.</exception>
    public static string RequireNamed(AlignmentPrompt prompt) => prompt.VideoPath ?? throw new InvalidDataException(
        $"Prompt {prompt.Id}: expected a video for its clips to begin from, got none. Name it as video, or begin with "
        + "noise alone: --start 1, together with --guidance 1,1/1.5@0-0.8 where candidates share their noise.");
}
