using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Benchmarks.Fuzzing;

/// <summary>What came of the damaged files of one kind.</summary>
internal sealed class FuzzTally
{
    private readonly Lock _lock = new();

    /// <summary>Files that were read to their end all the same.</summary>
    public int Read { get; private set; }

    /// <summary>Files that were refused with the documented exception.</summary>
    public int Refused { get; private set; }

    /// <summary>Refused files on which FFmpeg itself crashed, in its own process.</summary>
    public int ToolCrashes { get; private set; }

    /// <summary>Files that took longer than the limit.</summary>
    public int Hangs { get; private set; }

    /// <summary>Files that ended in any other exception: a defect of ours.</summary>
    public int Defects { get; private set; }

    /// <summary>Longest time for one file.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Number of files.</summary>
    public int Count => Read + Refused + Hangs + Defects;

    /// <summary>Counts one file.</summary>
    /// <param name="failure">How it ended; absent when it was read.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <returns>What a person should look at; absent for a file that was read or refused as it should be.</returns>
    public string? Add(Exception? failure, TimeSpan elapsed)
    {
        lock (_lock)
        {
            if (elapsed > Longest)
                Longest = elapsed;
            switch (failure)
            {
                case null:
                    Read++;
                    return null;
                case MediaException when failure.Message.Contains("a crash of FFmpeg", StringComparison.Ordinal):
                    Refused++;
                    ToolCrashes++;
                    return failure.Message;
                case MediaException or CheckpointException:
                    Refused++;
                    return null;
                case OperationCanceledException:
                    Hangs++;
                    return $"no end after {elapsed.TotalSeconds:0} s";
                default:
                    Defects++;
                    return failure.ToString();
            }
        }
    }
}
