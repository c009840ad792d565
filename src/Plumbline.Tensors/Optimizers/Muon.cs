using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tensors.Optimizers;

/// <summary>
/// Gradient descent with momentum in which every direction of a weight matrix moves by the same amount.
/// </summary>
/// <remarks>
/// Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks"; the size of a step and the decay of
/// weights as in Liu et al. 2025, arXiv:2502.16982, equation 4, so that one learning rate suits matrices of all shapes
/// and of AdamW beside it. The momentum, a matrix of outputs × everything else, is brought near to the orthogonal
/// matrix of its singular vectors by five Newton–Schulz steps. For hidden weight matrices and convolution kernels;
/// biases, norms, embeddings and the last layer belong to <see cref="AdamW"/>. One tensor per weight.
/// </remarks>
public sealed class Muon : Optimizer
{
    private const int NewtonSchulzSteps = 5;

    private readonly Tensor[] _momentum;
    private readonly MuonOptions _options;

    /// <summary>Prepares to train weights; those that record no gradients now are left out.</summary>
    /// <param name="parameters">Weights of two axes or more, outputs first; their module keeps owning them.</param>
    /// <param name="options">The constants; all default when absent.</param>
    /// <exception cref="ArgumentException">No weight records gradients, or one has fewer than two axes.</exception>
    public Muon(IEnumerable<NamedParameter> parameters, MuonOptions? options = null)
        : base(parameters)
    {
        _options = options ?? new();
        _options.Validate();
        if (Parameters.FirstOrDefault(parameter => parameter.Value.Rank < 2) is { Value: not null } flat)
            throw new ArgumentException(
                $"Muon: expected weights of two axes or more, got {flat.Name} {flat.Value.Shape}. Leave it to AdamW.",
                nameof(parameters));
        _momentum = ZerosLikeWeights();
    }

    /// <summary><c>momentum.</c> before each weight's name.</summary>
    /// <inheritdoc/>
    public override IEnumerable<NamedParameter> State() =>
        Parameters.Select((parameter, i) => new NamedParameter($"momentum.{parameter.Name}", _momentum[i]));

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        using var paused = new RecordingScope(GradientRecording.Off);
        StepCount++;
        for (var i = 0; i < Parameters.Count; i++)
        {
            using var scope = new TensorScope();
            var (weight, m) = (Parameters[i].Value, _momentum[i]);
            if (weight.Gradient() is not { } gradient)
                continue;
            m.MultiplyInPlace(_options.Momentum);
            m.AddInPlace(gradient, 1 - _options.Momentum);
            // Nesterov's form: the momentum as it would be after this gradient once more.
            var direction = gradient * (1 - _options.Momentum) + m * _options.Momentum;
            var rows = weight.Shape[0];
            var columns = weight.ElementCount / rows;
            var orthogonal = Orthogonalized(direction.Reshape(rows, columns)).Reshape([.. weight.Shape]);
            weight.MultiplyInPlace(1 - learningRate * _options.WeightDecay);
            // An orthogonal matrix has entries of size 1/√max(rows, columns); AdamW's steps are near 0.2 per unit of
            // rate.
            weight.AddInPlace(orthogonal, -learningRate * 0.2 * Math.Sqrt(Math.Max(rows, columns)));
        }
    }

    /// <summary>
    /// A matrix with the same singular vectors and with singular values near 1, between about 0.7 and 1.2.
    /// </summary>
    /// <param name="matrix">Values [m, n].</param>
    /// <returns>Values [m, n]; a zero matrix stays zero.</returns>
    internal Tensor Orthogonalized(Tensor matrix)
    {
        using var scope = new TensorScope();
        var isTall = matrix.Shape[0] > matrix.Shape[1];
        var wide = isTall ? matrix.Transpose(0, 1) : matrix;
        var x = (wide / (wide.Norm() + 1e-7)).To(_options.Compute).Contiguous();
        for (var step = 0; step < NewtonSchulzSteps; step++)
        {
            // x ← a·x + (b·A + c·A²)·x with A = x·xᵀ, the quintic whose fixed interval is widest near 1.
            var squared = x.MatMul(x.Transpose(0, 1));
            var polynomial = squared * -4.7750 + squared.MatMul(squared) * 2.0315;
            x = x * 3.4445 + polynomial.MatMul(x);
        }

        return scope.Keep((isTall ? x.Transpose(0, 1) : x).To(matrix.DType));
    }
}
