using System.Globalization;
using Plumbline.Alignment.Training;

namespace Plumbline.Cli.Terminal;

/// <summary>The line on stderr that says how a training run goes.</summary>
/// <remarks>
/// On a terminal the line is redrawn; elsewhere a new one is written every half minute and after every measurement.
/// </remarks>
/// <param name="error">Where to write.</param>
/// <param name="isTerminal">Whether it is a terminal.</param>
/// <param name="ceilingGigaflops">The machine's measured matrix product, in 10⁹ operations per second.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class TrainingLine(TextWriter error, bool isTerminal, double ceilingGigaflops, TimeProvider clock)
    : IProgress<TrainingStep>, IDisposable
{
    private static readonly TimeSpan NewLine = TimeSpan.FromSeconds(30);

    private long? _lastWrite;
    private int _drawnLength;

    /// <inheritdoc/>
    public void Report(TrainingStep value)
    {
        var isMeasured = value.Terms.ContainsKey("psnrDecibels") || value.Terms.ContainsKey("heldOut.flow")
            || value.Terms.ContainsKey("heldOut.accuracy");
        if (!isTerminal && !isMeasured && _lastWrite is { } last && clock.GetElapsedTime(last) < NewLine)
            return;
        _lastWrite = clock.GetTimestamp();
        var gigaflops = value.OperationsPerSecond / 1e9;
        var unit = value.Terms.ContainsKey("winnerError") ? "pairs" : "clips";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"step {value.Step}/{value.TotalSteps} · loss "
            + $"{value.Loss:0.0000}{Measured(value, "psnrDecibels", "PSNR")}{Measured(value, "ssim", "SSIM")}{Measured(value, "heldOut.flow", "held out")}"
            + $"{Measured(value, "accuracy", "right")}{Measured(value, "meanAbsoluteLogit", "|logit|")}{Measured(value, "heldOut.accuracy", "held out right")}"
            + $" · rate {value.LearningRate:0.0e+0} · {value.SamplesPerSecond:0.00} {unit}/s · {gigaflops:0} of "
            + $"{ceilingGigaflops:0} GFLOP/s"
            + $" · waited {value.WaitShare:0 %} · {(int)value.TimeLeft.TotalHours}:{value.TimeLeft:mm\\:ss} left");
        if (isTerminal && !isMeasured)
            error.Write($"\r{line.PadRight(_drawnLength)}");
        else
            error.WriteLine(isTerminal ? $"\r{line.PadRight(_drawnLength)}" : line);
        _drawnLength = isTerminal && !isMeasured ? line.Length : 0;
    }

    /// <summary>Ends the line on a terminal.</summary>
    public void Dispose()
    {
        if (_drawnLength > 0)
            error.WriteLine();
    }

    private static string Measured(TrainingStep step, string term, string name) =>
        step.Terms.TryGetValue(term, out var value)
            ? string.Create(CultureInfo.InvariantCulture, $" · {name} {value:0.000}")
            : "";
}
