using Plumbline.Alignment.Objectives;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Alignment.Training;

/// <summary>Chooses β so that preferences are felt and do not saturate.</summary>
/// <remarks>
/// At an adapter of zero all logits are 0 and say nothing of their scale. But every preference objective has the same
/// direction there, −∇Δ, and AdamW takes steps of the same length whatever β is. So a few steps along it, at the full
/// learning rate, show how fast Δ grows: n = one twentieth of the run, 2 to 20 steps. β is then chosen so that the mean
/// |logit| at that point would be 1/4: felt, and a factor of 16 below where the sigmoid is flat. The steps are taken
/// back.
/// </remarks>
/// <param name="adapter">The adapter.</param>
/// <param name="weighting">How β depends on the time.</param>
/// <param name="training">How the adapter will be trained.</param>
internal sealed class BetaProbe(NetworkAdapter adapter, TimeWeighting weighting, TrainingOptions training)
{
    private const double WantedLogit = 0.25;
    private const int MeasuringPasses = 4;

    /// <summary>Chooses β.</summary>
    /// <param name="errorsOf">Errors of the batch of a number, with what else is to be computed.</param>
    /// <returns>β; the adapter's factors are as they were.</returns>
    /// <exception cref="InvalidDataException">
    /// Winners and losers cannot be told apart, or errors are not finite.
    /// </exception>
    public ProbedBeta Choose(Func<int, PreferencePass.Extras, PreferenceErrors> errorsOf)
    {
        var scale = new PreferenceScale(1, weighting);
        var objective = new DirectReward(scale);
        var steps = (int)Math.Clamp(training.Steps / 20, 2, 20);
        using var kept = new TensorScope();
        var factors = adapter.Factors().ToArray();
        var before = factors.Select(factor => factor.Value.Detach().Clone()).ToArray();
        try
        {
            using (var optimizer = new AdamW(factors, new() { WeightDecay = 0, Beta2 = training.Beta2 }))
            {
                for (var step = 0; step < steps; step++)
                {
                    using var scope = new TensorScope();
                    Gradients.Backward(objective.Losses(errorsOf(step, PreferencePass.Extras.None)).Mean());
                    GradientClipping.ByNorm(factors, training.MaximumGradientNorm);
                    optimizer.Step(training.LearningRate);
                    optimizer.ClearGradients();
                }
            }

            var gain = Enumerable.Range(steps, MeasuringPasses).Average(pass => Gain(errorsOf, scale, pass));
            if (!(gain > 0 && double.IsFinite(WantedLogit / gain)))
                throw new InvalidDataException(
                    "Choose β: expected winners and losers that training can tell apart, got a mean difference of "
                    + $"{gain}. Look at the pairs, or give --beta a number.");
            return new(WantedLogit / gain, steps, gain);
        }
        finally
        {
            using var paused = new RecordingScope(GradientRecording.Off);
            for (var i = 0; i < factors.Length; i++)
                factors[i].Value.CopyFrom(before[i]);
        }
    }

    private static double Gain(
        Func<int, PreferencePass.Extras, PreferenceErrors> errorsOf, PreferenceScale scale, int pass)
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        return scale.Logits(errorsOf(pass, PreferencePass.Extras.Reference)).Abs().Mean().Item();
    }
}
