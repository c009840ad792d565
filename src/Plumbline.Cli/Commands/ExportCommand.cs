using System.CommandLine;
using Plumbline.Alignment;
using Plumbline.Cli.Scoring;
using Plumbline.Vision;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb export</c>: writes the world that explains a clip, for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="createJudge">Makes the judge whose reconstruction is written.</param>
    /// <returns>The command.</returns>
    public static Command Create(Func<ScoreOptions, IVideoJudge> createJudge)
    {
        var clip = new Argument<string>("CLIP") { Description = "A video file or a folder of numbered pictures." };
        var folder = new Option<string>("--output", "-o")
        {
            Description = "Folder to write to; made when missing.",
            HelpName = "FOLDER",
            Required = true,
        };
        var formats = new Dictionary<ExportFormats, Option<bool>>
        {
            [ExportFormats.Ply] = new("--ply") { Description = "points.ply (sparse) and dense.ply, binary." },
            [ExportFormats.ColmapText] = new("--colmap-text") { Description = "COLMAP text model." },
            [ExportFormats.ColmapBinary] = new("--colmap-binary") { Description = "COLMAP binary model." },
            [ExportFormats.Cameras] = new("--cameras") { Description = "cameras.json." },
            [ExportFormats.Depth] = new("--depth") { Description = "Depth and confidence of every frame as PFM." },
        };
        var scoring = new ScoreArguments();
        var command = new Command(
            "export", "Writes the cameras, points and depth of a clip; all of them unless formats are chosen.")
        {
            clip, folder,
        };
        foreach (var option in formats.Values)
            command.Add(option);
        scoring.AddReconstructionOptions(command);
        command.SetAction((parsed, token) =>
        {
            var chosen = formats.Where(format => parsed.GetValue(format.Value)).Select(format => format.Key)
                .DefaultIfEmpty(ExportFormats.All).Aggregate((all, format) => all | format);
            var written = Export(
                parsed.GetRequiredValue(clip), parsed.GetRequiredValue(folder), chosen,
                createJudge(scoring.Options(parsed)), parsed.InvocationConfiguration.Error, token);
            foreach (var path in written)
                parsed.InvocationConfiguration.Output.WriteLine(path);
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    private static List<string> Export(
        string clip, string folder, ExportFormats formats, IVideoJudge judge, TextWriter error, CancellationToken token)
    {
        Video video;
        try
        {
            video = MediaFiles.Load(clip, token: token);
        }
        catch (MediaException exception)
        {
            throw new CommandLineException(ExitCode.SomeFailed, exception.Message);
        }

        var verdict = judge.Judge(video, token);
        var explained = verdict.Shots.Where(shot => shot.Reconstruction is not null).ToList();
        if (explained.Count == 0)
            throw new CommandLineException(
                ExitCode.SomeFailed,
                $"Exporting {clip}: expected a clip that a camera path explains, got {WhyNot(verdict)}");
        foreach (var shot in verdict.Shots.Except(explained))
            error.WriteLine(
                $"plumb: frames {shot.FirstFrame} to {shot.LastFrame} are left out: {shot.Reason ?? "no camera path explains them."}");

        var written = new List<string>();
        foreach (var shot in explained)
        {
            var target = verdict.Shots.Count == 1
                ? folder
                : Path.Combine(folder, $"frames-{shot.FirstFrame:00000}-{shot.LastFrame:00000}");
            Directory.CreateDirectory(target);
            written.AddRange(Write(target, formats, shot.Reconstruction!, video));
        }

        return written;
    }

    private static string WhyNot(Verdict verdict) => verdict switch
    {
        Unscorable unscorable => $"none: {unscorable.Reason}",
        _ => "one that was judged pair by pair, without a path.",
    };

    private static IEnumerable<string> Write(
        string folder, ExportFormats formats, Reconstruction reconstruction, Video video)
    {
        if (formats.HasFlag(ExportFormats.Ply))
        {
            yield return Done("points.ply", path => PlyFile.Write(path, PointCloud.Sparse(reconstruction)));
            if (reconstruction.DepthMaps.Count > 0)
                yield return Done("dense.ply", path => PlyFile.Write(path, PointCloud.Dense(reconstruction, video)));
        }

        if (formats.HasFlag(ExportFormats.ColmapText))
            yield return Done(
                "colmap-text",
                path => ColmapModel.From(reconstruction).WriteText(Directory.CreateDirectory(path).FullName));
        if (formats.HasFlag(ExportFormats.ColmapBinary))
            yield return Done(
                "colmap-binary",
                path => ColmapModel.From(reconstruction).WriteBinary(Directory.CreateDirectory(path).FullName));
        if (formats.HasFlag(ExportFormats.Cameras))
            yield return Done("cameras.json", path => CamerasJson.Write(path, reconstruction));
        if (!formats.HasFlag(ExportFormats.Depth))
            yield break;
        foreach (var map in reconstruction.DepthMaps)
        {
            yield return Done($"depth-{map.FrameIndex:00000}.pfm", path => PfmFile.WriteDepth(path, map));
            yield return Done($"confidence-{map.FrameIndex:00000}.pfm", path => PfmFile.WriteConfidence(path, map));
        }

        string Done(string name, Action<string> write)
        {
            var path = Path.Combine(folder, name);
            write(path);
            return path;
        }
    }
}
