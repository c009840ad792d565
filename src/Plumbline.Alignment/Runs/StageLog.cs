using System.Text.Json;
using System.Text.Json.Serialization;
using Plumbline.Vision.Export;

namespace Plumbline.Alignment.Runs;

/// <summary>Keeps what each stage of a run took and gave, in <c>stages.json</c>.</summary>
/// <remarks>Nothing is decided by it: what is finished is known from the catalog and the files alone.</remarks>
public sealed class StageLog
{
    /// <summary>Name of the file in a run folder.</summary>
    public const string Name = "stages.json";

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly List<StageRecord> _records;

    /// <summary>Opens the log of a run.</summary>
    /// <param name="folder">The run folder; it exists.</param>
    /// <param name="clock">Tells the time.</param>
    public StageLog(string folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_path, _clock, _records) = (Path.Combine(folder, Name), clock, [.. Read(folder)]);
    }

    /// <summary>Reads the log of a run.</summary>
    /// <param name="folder">The run folder.</param>
    /// <returns>The stages that were begun, in order; empty where there is no log.</returns>
    /// <exception cref="InvalidDataException">The log is damaged.</exception>
    public static IReadOnlyList<StageRecord> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return [];
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), StageJson.Default.StageRecordArray)
                ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Stages {path}: expected what plumb align wrote, got: {exception.Message} Delete the file; "
                + "only the times are lost.", exception);
        }
    }

    /// <summary>Times a stage; where it ends by an exception, the time still counts.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="round">Its round; absent for a stage of the whole run.</param>
    /// <param name="work">
    /// Does it, and says how much it gave and what came out; absent where nothing was left to do.
    /// </param>
    /// <returns>What is remembered of the stage.</returns>
    public StageRecord Time(AlignmentStage stage, int? round, Func<(int Count, string Text)?> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var before = _records.Find(record => record.Stage == stage && record.Round == round);
        // A sitting that left it open was killed, and its time is lost.
        var begun = before is null
            ? new(stage, round, 0, true, 0, "")
            : before with { IsWhole = before is { IsWhole: true, IsOpen: false }, IsOpen = false };
        Keep(begun with { IsOpen = true });
        var start = _clock.GetTimestamp();
        (int Count, string Text)? found = null;
        try
        {
            found = work();
        }
        finally
        {
            begun = Keep(begun with
            {
                Seconds = begun.Seconds + _clock.GetElapsedTime(start).TotalSeconds,
                Count = found?.Count ?? begun.Count,
                Text = found?.Text ?? begun.Text,
            });
        }

        return begun;
    }

    private StageRecord Keep(StageRecord record)
    {
        var place = _records.FindIndex(known => known.Stage == record.Stage && known.Round == record.Round);
        if (place < 0)
            _records.Add(record);
        else
            _records[place] = record;
        AtomicFile.Write(
            _path, stream => JsonSerializer.Serialize(stream, [.. _records], StageJson.Default.StageRecordArray));
        return record;
    }
}

/// <summary>How stages are written as JSON.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StageRecord[]))]
internal sealed partial class StageJson : JsonSerializerContext;
