using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tensors.Optimizers;

/// <summary>A slowly following copy of weights, which often samples better than the weights themselves.</summary>
/// <remarks>
/// Polyak &amp; Juditsky 1992; with the growing decay of tensorflow's ExponentialMovingAverage, min(decay, (1 + n) /
/// (10 + n)).
/// </remarks>
public sealed class ExponentialAverage : IDisposable
{
    private readonly NamedParameter[] _parameters;
    private readonly Tensor[] _averages;

    /// <summary>Begins at the weights as they are.</summary>
    /// <param name="parameters">The weights; their module keeps owning them.</param>
    /// <param name="decay">Share of the average that stays at each update, 0 to below 1.</param>
    public ExponentialAverage(IEnumerable<NamedParameter> parameters, double decay)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(decay >= 0 && decay < 1))
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "Expected a share from 0 to below 1.");
        Decay = decay;
        _parameters = [.. parameters];
        using var scope = new TensorScope();
        _averages = Array.ConvertAll(_parameters, parameter => parameter.Value.Detach().Clone().OutliveScopes());
    }

    /// <summary>Share of the average that stays at each update, once enough updates were made.</summary>
    public double Decay { get; }

    /// <summary>How many updates were made.</summary>
    public long UpdateCount { get; private set; }

    /// <summary>The averages by the names of their weights.</summary>
    /// <returns>Tensors that this object keeps owning.</returns>
    public IEnumerable<NamedParameter> Averages() =>
        _parameters.Select((parameter, i) => parameter with { Value = _averages[i] });

    /// <summary>Moves the averages towards the weights.</summary>
    public void Update()
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        UpdateCount++;
        var decay = Math.Min(Decay, (1.0 + UpdateCount) / (10.0 + UpdateCount));
        for (var i = 0; i < _parameters.Length; i++)
            _averages[i].LerpInPlace(_parameters[i].Value.Detach(), 1 - decay);
    }

    /// <summary>Continues a saved run.</summary>
    /// <param name="updateCount">How many updates had been made.</param>
    /// <param name="averages">What <see cref="Averages"/> gave, in any order.</param>
    /// <exception cref="ArgumentException">An average is missing or of another shape; all are listed.</exception>
    public void Restore(long updateCount, IEnumerable<NamedParameter> averages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(updateCount);
        var saved = averages.ToDictionary(tensor => tensor.Name, tensor => tensor.Value);
        var problems = Averages()
            .Where(own => !saved.TryGetValue(own.Name, out var found) || found.Shape != own.Value.Shape)
            .Select(own => $"\n  {own.Name}: expected {own.Value.Shape}")
            .ToArray();
        if (problems.Length > 0)
            throw new ArgumentException(
                $"ExponentialAverage: the saved averages do not fit the weights:{string.Concat(problems)}",
                nameof(averages));
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        foreach (var (name, value) in Averages())
            value.CopyFrom(saved[name]);
        UpdateCount = updateCount;
    }

    /// <summary>Exchanges weights and averages; a second call restores the weights.</summary>
    public void Swap()
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        for (var i = 0; i < _parameters.Length; i++)
        {
            var weight = _parameters[i].Value.Detach();
            var before = weight.Clone();
            weight.CopyFrom(_averages[i]);
            _averages[i].CopyFrom(before);
        }
    }

    /// <summary>Disposes the averages, not the weights; doing so twice is harmless.</summary>
    public void Dispose()
    {
        foreach (var average in _averages)
            average.Dispose();
    }
}
