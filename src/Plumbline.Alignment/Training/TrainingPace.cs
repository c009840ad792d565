namespace Plumbline.Alignment.Training;

/// <summary>Adds up losses and times between two reports.</summary>
internal sealed class TrainingPace
{
    private readonly TimeProvider _clock;
    private readonly TrainingOptions _options;
    private readonly double _operationsPerSample;
    private readonly TimeSpan? _timeLimit;
    private readonly long _start;
    private readonly Dictionary<string, double> _terms = [];
    private long _lastReport;
    private double _loss;
    private int _parts;
    private TimeSpan _wait;

    /// <summary>Starts the clock.</summary>
    public TrainingPace(TimeProvider clock, TrainingOptions options, double operationsPerSample, TimeSpan? timeLimit)
    {
        (_clock, _options, _operationsPerSample, _timeLimit) = (clock, options, operationsPerSample, timeLimit);
        _start = _lastReport = clock.GetTimestamp();
    }

    /// <summary>Whether the time allowed is over.</summary>
    public bool IsTimeSpent => _clock.GetElapsedTime(_start) >= _timeLimit;

    /// <summary>Notes time spent waiting for samples.</summary>
    public void AddWait(TimeSpan time) => _wait += time;

    /// <summary>Notes the loss of one forward pass.</summary>
    public void AddLoss(TrainingLoss loss)
    {
        _loss += loss.Total.Item();
        foreach (var (name, value) in loss.Terms)
            _terms[name] = _terms.GetValueOrDefault(name) + value.Item();
        _parts++;
    }

    /// <summary>Joins what several processes noted.</summary>
    public void AddUp(TrainingTeam team)
    {
        string[] names = [.. _terms.Keys.Order(StringComparer.Ordinal)];
        double[] sums = [_loss, _parts, _wait.TotalSeconds / team.Size, .. names.Select(name => _terms[name])];
        team.Sum(sums);
        (_loss, _parts, _wait) = (sums[0], (int)sums[1], TimeSpan.FromSeconds(sums[2]));
        foreach (var (i, name) in names.Index())
            _terms[name] = sums[3 + i];
    }

    /// <summary>Sums up what happened since the last report.</summary>
    public TrainingStep Report(
        long step, double learningRate, double gradientNorm, IReadOnlyDictionary<string, double>? measured)
    {
        var elapsed = _clock.GetElapsedTime(_lastReport);
        var seconds = Math.Max(elapsed.TotalSeconds, 1e-9);
        var samplesPerSecond = _parts * _options.BatchSize / seconds;
        var untilLastStep = (_options.Steps - step) * _options.SamplesPerStep / samplesPerSecond;
        var untilLimit = _timeLimit is { } limit
            ? (limit - _clock.GetElapsedTime(_start)).TotalSeconds
            : double.MaxValue;
        var terms = _terms.ToDictionary(term => term.Key, term => term.Value / _parts);
        foreach (var (name, value) in measured ?? new Dictionary<string, double>())
            terms[name] = value;
        var report = new TrainingStep(
            step, _options.Steps, _loss / _parts, terms, learningRate, gradientNorm, samplesPerSecond,
            samplesPerSecond * _operationsPerSample, _wait.TotalSeconds / seconds,
            TimeSpan.FromSeconds(Math.Clamp(Math.Min(untilLastStep, untilLimit), 0, 1e9)));
        _terms.Clear();
        (_loss, _parts, _wait, _lastReport) = (0, 0, TimeSpan.Zero, _clock.GetTimestamp());
        return report;
    }
}
