using Plumbline.Vision.Media;

namespace Plumbline.Alignment.Training;

/// <summary>Both records of a run, lines of JSON and TensorBoard's curves, and its pictures.</summary>
internal sealed class TrainingLog : IDisposable
{
    private readonly MetricsLog _lines;
    private readonly TensorBoardWriter _curves;
    private readonly string _pictures;

    /// <summary>Opens the records.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="step">Steps taken so far.</param>
    /// <param name="clock">Tells the time.</param>
    public TrainingLog(string folder, long step, TimeProvider clock)
    {
        _lines = new(Path.Combine(folder, "metrics.jsonl"), step);
        _curves = new(folder, step, clock);
        _pictures = Directory.CreateDirectory(Path.Combine(folder, "samples")).FullName;
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

    /// <summary>Keeps the picture of an inspection, where it has one, as a file and in TensorBoard.</summary>
    /// <param name="step">How many steps were taken.</param>
    /// <param name="inspection">The inspection.</param>
    public void WritePicture(long step, TrainingInspection inspection)
    {
        if (inspection.Rgb is not { } rgb)
            return;
        var png = PngPicture.Encode(rgb, inspection.Width, inspection.Height);
        File.WriteAllBytes(Path.Combine(_pictures, FormattableString.Invariant($"step-{step:00000000}.png")), png);
        _curves.WritePicture(step, "samples", png, inspection.Width, inspection.Height);
    }

    /// <summary>Closes the files; doing so twice is harmless.</summary>
    public void Dispose()
    {
        _lines.Dispose();
        _curves.Dispose();
    }
}
