using System.Globalization;
using Plumbline.Alignment.Catalog;
using Plumbline.Vision;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Pairs;

/// <summary>
/// What all candidates of a prompt are given: the words, the camera of every frame, and the first frame.
/// </summary>
/// <param name="Text">What the network reads.</param>
/// <param name="Negative">What it is led away from; empty for nothing.</param>
/// <param name="Views">The camera of every frame; absent for a free one.</param>
/// <param name="FirstFrame">
/// The picture that every clip begins with, in the size of the clip; absent where it is made up.
/// </param>
/// <remarks>
/// Candidates of one prompt are compared with each other, so all of them see the same camera, also where its hand
/// shakes;
/// <c>plumb generate</c> draws the shaking from the seed of each clip.
/// </remarks>
public sealed record PromptConditions(string Text, string Negative, IReadOnlyList<View>? Views, Frame? FirstFrame)
{
    /// <summary>Reads what a prompt names.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="folder">The folder that its paths are relative to.</param>
    /// <param name="width">Width of the clips in pixels.</param>
    /// <param name="height">Height of the clips in pixels.</param>
    /// <param name="frameCount">Frames of the clips; a file of cameras must have as many.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The conditions.</returns>
    /// <exception cref="InvalidDataException">
    /// A camera cannot be read or has another length; the message names the prompt.
    /// </exception>
    /// <exception cref="MediaException">The picture cannot be read.</exception>
    public static PromptConditions Of(
        AlignmentPrompt prompt, string folder, int width, int height, int frameCount, CancellationToken token = default)
    {
        var views = ViewsOf(prompt, folder, width, height, frameCount);
        var picture = prompt.FirstFramePath is { } file ? Path.Combine(folder, file) : null;
        return new(
            TextOf(prompt), prompt.Negative ?? "", views,
            picture is null ? null : Framing.Covering(MediaFile.Probe(picture, token).Decode(token)
                .First(), width, height));
    }

    /// <summary>
    /// Names the content of everything that a prompt gives: equal identities give equal clips of equal seeds.
    /// </summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="folder">The folder that its paths are relative to.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string IdentityOf(AlignmentPrompt prompt, string folder)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(folder);
        return UnitOfWork.KeyOf(
            [
                TextOf(prompt), prompt.Negative ?? "",
                prompt.CamerasPath is { } cameras
                    ? ContentHash.Sha256(Path.Combine(folder, cameras))
                    : $"{CommandOf(prompt)} {Sway(prompt)}",
                prompt.FirstFramePath is { } picture ? ContentHash.Sha256(Path.Combine(folder, picture)) : "",
                .. prompt.VideoPath is { } video ? [ContentHash.Sha256(Path.Combine(folder, video))] : (string[])[],
            ]);
    }

    /// <summary>The camera of every frame.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="folder">The folder that its paths are relative to.</param>
    /// <param name="width">Width of the clips in pixels.</param>
    /// <param name="height">Height of the clips in pixels.</param>
    /// <param name="frameCount">Frames of the clips.</param>
    /// <returns>One view a frame; absent for a free camera.</returns>
    /// <exception cref="InvalidDataException">
    /// A camera cannot be read or has another length; the message names the prompt.
    /// </exception>
    public static IReadOnlyList<View>? ViewsOf(
        AlignmentPrompt prompt, string folder, int width, int height, int frameCount)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(folder);
        return prompt.CamerasPath is { } path
            ? FromFile(prompt, Path.Combine(folder, path), width, height, frameCount)
            : CommandOf(prompt)?.ToPath(Sway(prompt)).ViewsFrom(
                CaptionCamera.UsualViewpoint(prompt.Text), width, height, frameCount);
    }

    /// <summary>Plücker rays of the cameras.</summary>
    /// <param name="rows">Height of the latents.</param>
    /// <param name="columns">Width of the latents.</param>
    /// <returns>float[6 × F × rows × columns]; absent for a free camera.</returns>
    public float[]? Rays(int rows, int columns) => Views is null ? null : PlueckerRays.Of(Views, rows, columns);

    private static CameraCommand? CommandOf(AlignmentPrompt prompt)
    {
        if (prompt.CamerasPath is not null)
            return null;
        try
        {
            return prompt.Camera is { } command ? CameraCommand.Parse(command) : CaptionCamera.CommandIn(prompt.Text);
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"Prompt {prompt.Id}: {exception.Message}", exception);
        }
    }

    // The miniature has never read a caption that says nothing of the camera while it is told a path.
    private static string TextOf(AlignmentPrompt prompt) =>
        prompt.Camera is null || CommandOf(prompt) is not { } command || string.IsNullOrWhiteSpace(prompt.Text)
        || CaptionCamera.CommandIn(prompt.Text) is not null
            ? prompt.Text
            : $"{prompt.Text.TrimEnd(' ', '.', ',')}, the camera {command.Description}";

    private static int Sway(AlignmentPrompt prompt) =>
        int.Parse(UnitOfWork.KeyOf("sway", prompt.Id)[..4], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static View[] FromFile(AlignmentPrompt prompt, string path, int width, int height, int frameCount)
    {
        var views = CamerasJson.Read(path);
        if (views.Count != frameCount)
            throw new InvalidDataException(
                $"Prompt {prompt.Id}: expected a camera for each of {frameCount} frames in {path}, got {views.Count}. "
                + $"Ask for {views.Count} frames, or write the file again.");
        return [.. views.Select(view => view with { Camera = Framing.Covering(view.Camera, width, height) })];
    }
}
