using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tensors.Optimizers;

/// <summary>Adam with decoupled weight decay.</summary>
/// <remarks>
/// Loshchilov &amp; Hutter 2019, arXiv:1711.05101, algorithm 2; order of operations as torch.optim.AdamW 1.13, against
/// which it is checked. State is kept in the weights' own type, so keep master weights in float32. Two tensors per
/// weight.
/// </remarks>
public sealed class AdamW : IDisposable
{
    private readonly NamedParameter[] _parameters;
    private readonly Tensor[] _mean;
    private readonly Tensor[] _meanSquare;
    private readonly AdamWOptions _options;

    /// <summary>Prepares to train weights; those that record no gradients now are left out.</summary>
    /// <param name="parameters">The weights; their module keeps owning them.</param>
    /// <param name="options">The constants; all default when absent.</param>
    /// <exception cref="ArgumentException">No weight records gradients.</exception>
    public AdamW(IEnumerable<NamedParameter> parameters, AdamWOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _options = options ?? new();
        _options.Validate();
        _parameters = [.. parameters.Where(parameter => parameter.Value.RequiresGradient)];
        if (_parameters.Length == 0)
            throw new ArgumentException("AdamW: expected weights that record gradients, got none. Call RecordGradients on what is to be trained.", nameof(parameters));
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        _mean = Array.ConvertAll(_parameters, parameter => parameter.Value.ZerosLike().OutliveScopes());
        _meanSquare = Array.ConvertAll(_parameters, parameter => parameter.Value.ZerosLike().OutliveScopes());
    }

    /// <summary>How many steps were taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>The weights that are trained.</summary>
    public IReadOnlyList<NamedParameter> Parameters => _parameters;

    /// <summary>
    /// The state to be saved with a run: <c>mean.</c> and <c>meanSquare.</c> before each weight's name.
    /// </summary>
    /// <returns>Tensors that the optimizer keeps owning.</returns>
    public IEnumerable<NamedParameter> State() =>
        _parameters.SelectMany((parameter, i) => new NamedParameter[] { new($"mean.{parameter.Name}", _mean[i]), new($"meanSquare.{parameter.Name}", _meanSquare[i]) });

    /// <summary>Continues a saved run.</summary>
    /// <param name="stepCount">How many steps it had taken.</param>
    /// <param name="state">What <see cref="State"/> gave, in any order.</param>
    /// <exception cref="ArgumentException">
    /// A tensor of the state is missing or of another shape; all are listed.
    /// </exception>
    public void Restore(long stepCount, IEnumerable<NamedParameter> state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stepCount);
        var saved = state.ToDictionary(tensor => tensor.Name, tensor => tensor.Value);
        var wanted = State().ToArray();
        var problems = wanted
            .Where(own => !saved.TryGetValue(own.Name, out var found) || found.Shape != own.Value.Shape)
            .Select(own => $"\n  {own.Name}: expected {own.Value.Shape}, got {(saved.TryGetValue(own.Name, out var found) ? found.Shape.ToString() : "nothing")}")
            .ToArray();
        if (problems.Length > 0)
            throw new ArgumentException(
                $"AdamW: the saved state does not fit the weights:{string.Concat(problems)}", nameof(state));
        foreach (var (name, value) in wanted)
            value.CopyFrom(saved[name]);
        StepCount = stepCount;
    }

    /// <summary>Changes every weight that has a gradient, and keeps the gradients.</summary>
    /// <param name="learningRate">Size of the step, at least 0.</param>
    public void Step(double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        using var paused = new RecordingScope(GradientRecording.Off);
        StepCount++;
        // Notation: m, v -> first and second moment (algorithm 2, lines 7 and 8); both are corrected for starting at 0.
        var meanCorrection = 1 - Math.Pow(_options.Beta1, StepCount);
        var meanSquareCorrection = 1 - Math.Pow(_options.Beta2, StepCount);
        for (var i = 0; i < _parameters.Length; i++)
        {
            using var scope = new TensorScope();
            if (_parameters[i].Value.Gradient() is not { } gradient)
                continue;
            var (weight, m, v) = (_parameters[i].Value, _mean[i], _meanSquare[i]);
            weight.MultiplyInPlace(1 - learningRate * _options.WeightDecay);
            m.MultiplyInPlace(_options.Beta1);
            m.AddInPlace(gradient, 1 - _options.Beta1);
            v.MultiplyInPlace(_options.Beta2);
            v.AddProductInPlace(gradient, gradient, 1 - _options.Beta2);
            var denominator = v.Sqrt();
            denominator.DivideInPlace(Math.Sqrt(meanSquareCorrection));
            denominator.AddInPlace(_options.Epsilon);
            weight.AddQuotientInPlace(m, denominator, -learningRate / meanCorrection);
        }
    }

    /// <summary>Clears the gradient of every weight.</summary>
    public void ClearGradients()
    {
        foreach (var (_, value) in _parameters)
            value.SetGradient(null);
    }

    /// <summary>Disposes the state, not the weights; doing so twice is harmless.</summary>
    public void Dispose()
    {
        foreach (var tensor in _mean.Concat(_meanSquare))
            tensor.Dispose();
    }
}
