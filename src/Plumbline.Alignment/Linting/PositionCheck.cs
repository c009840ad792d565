using System.Globalization;
using Plumbline.Diffusion;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Alignment.Linting;

/// <summary>Whether the network knows where in the clip a value stands.</summary>
internal static class PositionCheck
{
    // Rounding in bfloat16 alone moves a prediction by about a hundredth.
    private const double LeastChange = 0.05;

    private static readonly (long Axis, string Name)[] Axes = [(2, "time"), (3, "height"), (4, "width")];

    /// <summary>
    /// Rolls the noised latents along each axis; without positions the prediction would only roll along.
    /// </summary>
    public static LintFinding Run(LintSubject subject)
    {
        const string check = "positionsPresent";
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(subject.Seed, subject.Latents.Device);
        var latents = subject.Latents.Slice(0, 0, 1);
        var noised = generator.Normal(latents.Shape);
        var step = subject.Plan.Steps[subject.Plan.Steps.Count / 2];
        var times = Tensor.Full([1], step.Time, DType.Float32, latents.Device);
        var conditioning = new Conditioning { Text = subject.Text.Encode([""]) };
        var predicted = subject.Denoiser.Predict(noised, times, conditioning);
        var size = predicted.Norm().Item();
        if (size == 0)
            return new(check, LintState.NotChecked, "The network predicts nothing yet.");
        var changes = Axes.Where(axis => latents.Shape[(int)axis.Axis] > Patch(axis.Axis)).Select(axis =>
        {
            var rolled = subject.Denoiser.Predict(noised.Roll(Patch(axis.Axis), axis.Axis), times, conditioning);
            return (axis.Name, Change: (rolled - predicted.Roll(Patch(axis.Axis), axis.Axis)).Norm().Item() / size);
        }).ToArray();
        return LintFinding.Of(
            check, changes.All(change => change.Change >= LeastChange),
            "Clips rolled along "
            + $"{string.Join(", ", changes.Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Name} change the prediction by {100 * change.Change:0} %")))} (wanted at least {100 * LeastChange:0} %).",
            "The network was trained with positions and is called without them: pass its rotary factors.");

        long Patch(long axis) => axis == 2 ? 1 : subject.Denoiser.PatchSize;
    }
}
