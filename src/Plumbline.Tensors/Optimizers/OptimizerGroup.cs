using Plumbline.Tensors.Modules;

namespace Plumbline.Tensors.Optimizers;

/// <summary>Several optimizers that take their steps together, each for its own weights.</summary>
public sealed class OptimizerGroup : Optimizer
{
    private readonly (Optimizer Optimizer, double RateFactor)[] _members;

    /// <summary>Joins optimizers, which the group owns from now on.</summary>
    /// <param name="members">Each with the factor by which it multiplies the group's learning rate.</param>
    public OptimizerGroup(params (Optimizer Optimizer, double RateFactor)[] members)
        : base((members ?? throw new ArgumentNullException(nameof(members)))
            .SelectMany(member => member.Optimizer.Parameters)) =>
        _members = members;

    /// <inheritdoc/>
    public override IEnumerable<NamedParameter> State() => _members.SelectMany(member => member.Optimizer.State());

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        foreach (var (optimizer, factor) in _members)
            optimizer.Step(learningRate * factor);
        StepCount++;
    }

    /// <inheritdoc/>
    public override void Restore(long stepCount, IEnumerable<NamedParameter> state)
    {
        base.Restore(stepCount, state);
        foreach (var (optimizer, _) in _members)
            optimizer.StepCount = stepCount;
    }
}
