using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tests.Tensors;

/// <summary>Compares gradients with central finite differences in float64.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-6;

    // Central differences of step 1e-6 in float64 are good to about 1e-9 of the loss's scale; this leaves two digits.
    private const double Tolerance = 1e-7;

    /// <summary>Checks the gradient of a loss with respect to every element of every tensor.</summary>
    /// <param name="named">Leaves of float64; they record gradients afterwards.</param>
    /// <param name="output">A result of any shape, computed from the leaves.</param>
    public static void AgreesWithFiniteDifferences(IEnumerable<NamedParameter> named, Func<Tensor> output)
    {
        using var scope = new TensorScope();
        var leaves = named.ToArray();
        foreach (var (_, value) in leaves)
            value.RecordGradient();
        var first = output();
        using var generator = new Generator(99, Device.Cpu);
        var direction = generator.Normal(first.Shape, DType.Float64);
        var gradients = Gradients.Of((first * direction).Sum(), [.. leaves.Select(leaf => leaf.Value)]);
        using var paused = new RecordingScope(GradientRecording.Off);
        for (var i = 0; i < leaves.Length; i++)
        {
            Assert.True(gradients[i] is not null, $"{leaves[i].Name}: the result does not depend on it.");
            var exact = gradients[i]!.ToArray<double>();
            var flat = leaves[i].Value.Detach().Reshape(-1);
            for (var k = 0; k < exact.Length; k++)
            {
                var estimate = (Shifted(flat, k, Step, output, direction)
                    - Shifted(flat, k, -Step, output, direction)) / (2 * Step);
                Assert.True(
                    Math.Abs(estimate - exact[k]) <= Tolerance * Math.Max(1, Math.Abs(exact[k])),
                    $"{leaves[i].Name}[{k}]: expected {estimate} by finite differences, got {exact[k]}.");
            }
        }
    }

    private static double Shifted(Tensor flat, int index, double shift, Func<Tensor> output, Tensor direction)
    {
        using var scope = new TensorScope();
        var element = flat.Select(0, index);
        var before = element.Clone();
        element.AddInPlace(shift);
        var loss = (output() * direction).Sum().Item();
        element.CopyFrom(before);
        return loss;
    }
}
