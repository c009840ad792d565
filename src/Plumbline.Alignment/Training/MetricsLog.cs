using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plumbline.Alignment.Training;

/// <summary>
/// One line of JSON per report, in a file that a resumed run continues without a gap or a repetition.
/// </summary>
internal sealed class MetricsLog : IDisposable
{
    private readonly StreamWriter _writer;

    /// <summary>Opens the log; lines of steps that the resumed run will take again are dropped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="step">How many steps the run has taken.</param>
    public MetricsLog(string path, long step)
    {
        var kept = File.Exists(path) ? File.ReadLines(path).Where(line => StepOf(line) <= step).ToArray() : [];
        _writer = new(path, append: false) { AutoFlush = true };
        foreach (var line in kept)
            _writer.WriteLine(line);
    }

    /// <summary>Writes one report.</summary>
    /// <param name="step">The report.</param>
    public void Write(TrainingStep step)
    {
        var line = new JsonObject
        {
            ["step"] = step.Step,
            ["loss"] = step.Loss,
            ["learningRate"] = step.LearningRate,
            ["gradientNorm"] = step.GradientNorm,
            ["samplesPerSecond"] = Math.Round(step.SamplesPerSecond, 3),
            ["gigaflopsPerSecond"] = Math.Round(step.OperationsPerSecond / 1e9, 2),
            ["waitShare"] = Math.Round(step.WaitShare, 4),
        };
        foreach (var (name, value) in step.Terms)
            line[name] = value;
        _writer.WriteLine(line.ToJsonString());
    }

    /// <summary>Closes the file; doing so twice is harmless.</summary>
    public void Dispose() => _writer.Dispose();

    private static long StepOf(string line)
    {
        try
        {
            return JsonNode.Parse(line)?["step"]?.GetValue<long>() ?? long.MaxValue;
        }
        catch (JsonException)
        {
            // A killed process leaves half a line behind.
            return long.MaxValue;
        }
    }
}
