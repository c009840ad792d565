using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tensors.Optimizers;

/// <summary>Keeps one bad batch from throwing the weights far away.</summary>
public static class GradientClipping
{
    /// <summary>Shrinks all gradients together until their common length is at most a bound.</summary>
    /// <param name="parameters">The weights; those without a gradient are left out.</param>
    /// <param name="maximumNorm">The bound, greater than 0.</param>
    /// <returns>Euclidean length of all gradients together, before clipping.</returns>
    /// <exception cref="ArithmeticException">
    /// A gradient is not finite; no gradient was changed. The message names the weights.
    /// </exception>
    /// <remarks>Pascanu, Mikolov &amp; Bengio 2013, arXiv:1211.5063, algorithm 1.</remarks>
    public static double ByNorm(IEnumerable<NamedParameter> parameters, double maximumNorm)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumNorm);
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        var gradients = parameters
            .Select(parameter => (parameter.Name, Gradient: parameter.Value.Gradient()))
            .Where(pair => pair.Gradient is not null)
            .Select(pair => (pair.Name, Gradient: pair.Gradient!))
            .ToArray();
        if (gradients.Length == 0)
            return 0;
        var lengths = Array.ConvertAll(gradients, pair => pair.Gradient.To(DType.Float32).Norm());
        var norm = Tensor.Stack(lengths).Norm().Item();
        if (!double.IsFinite(norm))
            throw new ArithmeticException(
                "Clip gradients: expected finite gradients, got others in "
                + $"{string.Join(", ", gradients.Where((_, i) => !double.IsFinite(lengths[i].Item())).Take(5).Select(pair => pair.Name))}. " +
                "Lower the learning rate or skip this batch.");
        if (norm > maximumNorm)
        {
            foreach (var (_, gradient) in gradients)
                gradient.MultiplyInPlace(maximumNorm / norm);
        }

        return norm;
    }
}
