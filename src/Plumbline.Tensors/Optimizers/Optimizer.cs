using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tensors.Optimizers;

/// <summary>Changes weights by their gradients, step by step.</summary>
public abstract class Optimizer : IDisposable
{
    private readonly string _name;

    /// <summary>Takes the weights that record gradients now; others are left out.</summary>
    /// <param name="parameters">The weights; their module keeps owning them.</param>
    /// <exception cref="ArgumentException">No weight records gradients.</exception>
    protected Optimizer(IEnumerable<NamedParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _name = GetType().Name;
        Parameters = [.. parameters.Where(parameter => parameter.Value.RequiresGradient)];
        if (Parameters.Count == 0)
            throw new ArgumentException(
                $"{_name}: expected weights that record gradients, got none. "
                + "Call RecordGradients on what is to be trained.", nameof(parameters));
    }

    /// <summary>How many steps were taken.</summary>
    public long StepCount { get; internal set; }

    /// <summary>The weights that are trained.</summary>
    public IReadOnlyList<NamedParameter> Parameters { get; }

    /// <summary>The state to be saved with a run; every name ends in the name of a weight.</summary>
    /// <returns>Tensors that the optimizer keeps owning.</returns>
    public abstract IEnumerable<NamedParameter> State();

    /// <summary>Changes every weight that has a gradient, and keeps the gradients.</summary>
    /// <param name="learningRate">Size of the step, at least 0.</param>
    public abstract void Step(double learningRate);

    /// <summary>Continues a saved run.</summary>
    /// <param name="stepCount">How many steps it had taken.</param>
    /// <param name="state">What <see cref="State"/> gave, in any order.</param>
    /// <exception cref="ArgumentException">
    /// A tensor of the state is missing or of another shape; all are listed.
    /// </exception>
    public virtual void Restore(long stepCount, IEnumerable<NamedParameter> state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stepCount);
        var saved = state.ToDictionary(tensor => tensor.Name, tensor => tensor.Value);
        var wanted = State().ToArray();
        var problems = wanted
            .Where(own => !saved.TryGetValue(own.Name, out var found) || found.Shape != own.Value.Shape)
            .Select(own =>
                $"\n  {own.Name}: expected {own.Value.Shape}, got "
                + $"{(saved.TryGetValue(own.Name, out var found) ? found.Shape.ToString() : "nothing")}")
            .ToArray();
        if (problems.Length > 0)
            throw new ArgumentException(
                $"{_name}: the saved state does not fit the weights:{string.Concat(problems)}", nameof(state));
        foreach (var (name, value) in wanted)
            value.CopyFrom(saved[name]);
        StepCount = stepCount;
    }

    /// <summary>Clears the gradient of every weight.</summary>
    public void ClearGradients()
    {
        foreach (var (_, value) in Parameters)
            value.SetGradient(null);
    }

    /// <summary>Disposes the state, not the weights; doing so twice is harmless.</summary>
    public void Dispose()
    {
        foreach (var (_, value) in State())
            value.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Tensor[] ZerosLikeWeights()
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        return [.. Parameters.Select(parameter => parameter.Value.ZerosLike().OutliveScopes())];
    }
}
