using System.Text;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Generating;

/// <summary>
/// The files of a clip: each appears whole or not at all, and the record last, when all others are there.
/// </summary>
internal static class ClipFiles
{
    private const int PreviewFrames = 6;

    /// <summary>Writes every file that was asked for.</summary>
    /// <param name="clip">The plan.</param>
    /// <param name="made">The clip.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The record with the hash of each file.</returns>
    public static ClipRecord Write(PlannedClip clip, MadeClip made, GenerateOptions options, CancellationToken token)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(clip.Path))!);
        var tags = new Dictionary<string, string>
        {
            ["title"] = clip.Record.Prompt,
            ["comment"] = ClipJson.InVideo(clip.Record),
        };
        VideoWriter.Save(made.Video, clip.Path, EncoderSettings.ForPath(clip.Path) with { Tags = tags }, token);
        if (options.KeepsLatents)
            CheckpointWriter.Write(clip.LatentsPath, made.Tensors, new Dictionary<string, string>
            {
                ["kind"] = "plumbline.latents",
                ["clip"] = ClipJson.InVideo(clip.Record),
            });
        if (options.Previews.HasFlag(Previews.Gif) && clip.PreviewPath(Previews.Gif) != clip.Path)
            VideoWriter.Save(made.Video, clip.PreviewPath(Previews.Gif), EncoderSettings.Gif, token);
        if (options.Previews.HasFlag(Previews.Png))
            WritePng(clip.PreviewPath(Previews.Png), ContactSheet.Picture([made.Video], PreviewFrames));
        var record = clip.Record with
        {
            Files = clip.FilesFor(options).ToDictionary(
                path => Path.GetFileName(path), path => ContentHash.Sha256(path, token)),
        };
        AtomicFile.Write(clip.RecordPath, stream => stream.Write(Encoding.UTF8.GetBytes(ClipJson.Write(record))));
        return record;
    }

    /// <summary>The record of a clip that is there whole, with every file that is asked for.</summary>
    /// <param name="clip">The plan.</param>
    /// <param name="options">What was asked for.</param>
    /// <returns>Absent where something is missing, was changed, or follows from anything else.</returns>
    public static ClipRecord? Finished(PlannedClip clip, GenerateOptions options)
    {
        var record = ClipJson.Read(clip.RecordPath);
        if (record?.Files is not { } files || record with { Files = null } != clip.Record)
            return null;
        var isWhole = clip.FilesFor(options).All(path =>
            File.Exists(path) && files.GetValueOrDefault(Path.GetFileName(path)) is { } hash
                && ContentHash.Sha256(path) == hash);
        return isWhole ? record : null;
    }

    /// <summary>Writes all clips as one video and one picture.</summary>
    /// <param name="clips">Paths of their videos; what is shown is what those hold.</param>
    /// <param name="folder">
    /// Folder of the clips; what is written lies beside it, so that whoever judges the folder judges clips.
    /// </param>
    /// <param name="token">Stops the work.</param>
    /// <returns>Both paths.</returns>
    public static IReadOnlyList<string> WriteGrid(IReadOnlyList<string> clips, string folder, CancellationToken token)
    {
        Video[] videos = [.. clips.Select(path => MediaFiles.Load(path, token: token))];
        var name = Path.TrimEndingDirectorySeparator(folder) + "-grid";
        var (video, picture) = (name + ".mp4", name + ".png");
        VideoWriter.Save(ContactSheet.Clips(videos), video, EncoderSettings.H264, token);
        WritePng(picture, ContactSheet.Picture(videos, PreviewFrames));
        return [video, picture];
    }

    private static void WritePng(string path, Frame picture) => AtomicFile.Write(
        path, stream => stream.Write(PngPicture.Encode(picture.Rgb, picture.Width, picture.Height)));
}
