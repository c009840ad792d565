using Plumbline.Cli.Terminal;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Generating;

/// <summary>
/// Makes the clips of a plan one after the other; what is finished stays, whatever happens to the others.
/// </summary>
/// <param name="maker">Makes one clip.</param>
/// <param name="options">What was asked for.</param>
/// <param name="line">Told how far the run is.</param>
/// <param name="finished">Told of each clip when its files are there, and of each that failed.</param>
internal sealed class GenerationRun(
    ClipMaker maker, GenerateOptions options, GenerationLine line, Action<ClipResult> finished)
{
    private readonly List<ClipResult> _results = [];

    /// <summary>The clips that have ended so far.</summary>
    public IReadOnlyList<ClipResult> Results => _results;

    /// <summary>Makes every clip that is not there yet.</summary>
    /// <param name="clips">The plan.</param>
    /// <param name="token">Stops before the next step.</param>
    public void Run(IReadOnlyList<PlannedClip> clips, CancellationToken token)
    {
        for (var i = 0; i < clips.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            line.Begin(i, clips.Count);
            var result = One(clips[i], token);
            _results.Add(result);
            finished(result);
        }
    }

    private ClipResult One(PlannedClip clip, CancellationToken token)
    {
        var result = new ClipResult(clip.Path, clip.Id, clip.Record.Seed, null, null, WasThere: false);
        try
        {
            if (!options.Replaces && ClipFiles.Finished(clip, options) is { } record)
                return result with { Record = record, WasThere = true };
            return result with { Record = ClipFiles.Write(clip, maker.Make(clip, line, token), options, token) };
        }
        catch (Exception exception) when (exception is MediaException or CheckpointException or IOException
            or UnauthorizedAccessException or InvalidDataException)
        {
            return result with { Failure = exception.Message };
        }
    }
}
