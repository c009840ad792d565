using Plumbline.Vision;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Worlds;

/// <summary>
/// Writes the truth of a world beside its video: exact files for programs, a video of each for people.
/// </summary>
internal static class WorldFolder
{
    /// <summary>What has to be rendered for some files.</summary>
    public static RenderedTruth TruthFor(WorldFiles files)
    {
        var truth = RenderedTruth.None;
        if (files.HasFlag(WorldFiles.Depth))
            truth |= RenderedTruth.Depth;
        if (files.HasFlag(WorldFiles.Flow))
            truth |= RenderedTruth.Flow | RenderedTruth.BackwardFlow;
        if (files.HasFlag(WorldFiles.Normals))
            truth |= RenderedTruth.Normals;
        if (files.HasFlag(WorldFiles.Masks))
            truth |= RenderedTruth.Solids | RenderedTruth.Shadows;
        return truth;
    }

    /// <summary>Writes the files.</summary>
    /// <param name="clip">The rendered clip with the truth that the files need.</param>
    /// <param name="output">Path of the video; the others are named after it.</param>
    /// <param name="files">What to write.</param>
    /// <param name="token">Stops between files.</param>
    /// <returns>Each path after it was written.</returns>
    public static IEnumerable<string> Write(
        RenderedClip clip, string output, WorldFiles files, CancellationToken token)
    {
        var stem = Path.Combine(Path.GetDirectoryName(output) ?? "", Path.GetFileNameWithoutExtension(output));
        if (files.HasFlag(WorldFiles.Cameras))
        {
            CamerasJson.Write($"{stem}-cameras.json", clip.Views);
            yield return $"{stem}-cameras.json";
        }

        if (files.HasFlag(WorldFiles.Depth))
        {
            yield return InFolder($"{stem}-depth", clip.DepthMaps, (folder, map) =>
                PfmFile.WriteDepth(Path.Combine(folder, $"depth-{map.FrameIndex:00000}.pfm"), map));
            yield return Show($"{stem}-depth.mp4", TruthPictures.Depth(clip));
        }

        if (files.HasFlag(WorldFiles.Flow) && clip.Flows.Count > 0)
        {
            yield return InFolder($"{stem}-flow", clip.Flows.Concat(clip.BackwardFlows), (folder, flow) =>
                FloFile.Write(
                    Path.Combine(folder, $"flow-{flow.FrameIndex:00000}-to-{flow.TargetIndex:00000}.flo"), flow));
            yield return Show($"{stem}-flow.mp4", TruthPictures.Flow(clip));
        }

        if (files.HasFlag(WorldFiles.Normals))
            yield return Show($"{stem}-normals.mp4", TruthPictures.Normals(clip));
        if (files.HasFlag(WorldFiles.Masks))
            yield return Show($"{stem}-masks.mp4", TruthPictures.Masks(clip));

        string Show(string path, Video video)
        {
            VideoWriter.Save(video, path, EncoderSettings.H264, token);
            return path;
        }

        string InFolder<T>(string folder, IEnumerable<T> planes, Action<string, T> write)
        {
            Directory.CreateDirectory(folder);
            foreach (var plane in planes)
            {
                token.ThrowIfCancellationRequested();
                write(folder, plane);
            }

            return folder;
        }
    }
}
