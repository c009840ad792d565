namespace Plumbline.Alignment.Training;

/// <summary>Both records of a run: lines of JSON and TensorBoard's curves.</summary>
internal sealed class TrainingLog : IDisposable
{
    private readonly MetricsLog _lines;
    private readonly TensorBoardWriter _curves;

    /// <summary>Opens the records.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="step">Steps taken so far.</param>
    /// <param name="clock">Tells the time.</param>
    public TrainingLog(string folder, long step, TimeProvider clock)
    {
        _lines = new(Path.Combine(folder, "metrics.jsonl"), step);
        _curves = new(folder, step, clock);
    }

    /// <summary>Records a report.</summary>
    /// <param name="report">The report.</param>
    public void Write(TrainingStep report)
    {
        _lines.Write(report);
        _curves.WriteScalars(report.Step, new Dictionary<string, double>(report.Terms)
        {
            ["loss"] = report.Loss,
            ["learning rate"] = report.LearningRate,
            ["gradient norm"] = report.GradientNorm,
            ["samples per second"] = report.SamplesPerSecond,
        });
    }

    /// <summary>Closes the files; doing so twice is harmless.</summary>
    public void Dispose()
    {
        _lines.Dispose();
        _curves.Dispose();
    }
}
