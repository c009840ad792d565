using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tensors.Optimizers;

/// <summary>Adam with decoupled weight decay.</summary>
/// <remarks>
/// Loshchilov &amp; Hutter 2019, arXiv:1711.05101, algorithm 2; order of operations as torch.optim.AdamW 1.13, against
/// which it is checked. State is kept in the weights' own type, so keep master weights in float32. Two tensors per
/// weight.
/// </remarks>
public sealed class AdamW : Optimizer
{
    private readonly Tensor[] _mean;
    private readonly Tensor[] _meanSquare;
    private readonly AdamWOptions _options;

    /// <summary>Prepares to train weights; those that record no gradients now are left out.</summary>
    /// <param name="parameters">The weights; their module keeps owning them.</param>
    /// <param name="options">The constants; all default when absent.</param>
    /// <exception cref="ArgumentException">No weight records gradients.</exception>
    public AdamW(IEnumerable<NamedParameter> parameters, AdamWOptions? options = null)
        : base(parameters)
    {
        _options = options ?? new();
        _options.Validate();
        (_mean, _meanSquare) = (ZerosLikeWeights(), ZerosLikeWeights());
    }

    /// <summary><c>mean.</c> and <c>meanSquare.</c> before each weight's name.</summary>
    /// <inheritdoc/>
    public override IEnumerable<NamedParameter> State() => Parameters.SelectMany((parameter, i) => new NamedParameter[]
    {
        new($"mean.{parameter.Name}", _mean[i]),
        new($"meanSquare.{parameter.Name}", _meanSquare[i]),
    });

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        using var paused = new RecordingScope(GradientRecording.Off);
        StepCount++;
        // Notation: m, v -> first and second moment (algorithm 2, lines 7 and 8); both are corrected for starting at 0.
        var meanCorrection = 1 - Math.Pow(_options.Beta1, StepCount);
        var meanSquareCorrection = 1 - Math.Pow(_options.Beta2, StepCount);
        for (var i = 0; i < Parameters.Count; i++)
        {
            using var scope = new TensorScope();
            if (Parameters[i].Value.Gradient() is not { } gradient)
                continue;
            var (weight, m, v) = (Parameters[i].Value, _mean[i], _meanSquare[i]);
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
}
