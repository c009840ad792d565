using System.Globalization;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Alignment.Linting;

/// <summary>Whether training asks the network what the sampler will ask it.</summary>
internal static class TrainingChecks
{
    // A standard deviation over n numbers is known within 1 / √(2n); four of those are chance.
    private const double ChanceDeviations = 4;
    private const double TimeTolerance = 0.01;

    /// <summary>
    /// Compares the noise that training adds with the noise that the sampler has at the time that it tells.
    /// </summary>
    /// <remarks>Latents of zeros make every noised value noise alone, so that its strength can be measured.</remarks>
    public static LintFinding Times(LintSubject subject)
    {
        const string check = "timesMatch";
        using var scope = new TensorScope();
        using var generator = new Generator(subject.Seed, subject.Latents.Device);
        using var probe = new DenoiserProbe(subject.Denoiser);
        _ = subject.Loss(probe, subject.Latents.ZerosLike(), generator);
        var (worst, count, text) = (0.0, 0, "");
        foreach (var question in probe.Questions)
        {
            for (var sample = 0; sample < question.Times.Length; sample++)
            {
                var unknown = Unknown(question, sample);
                if (unknown.ElementCount == 0)
                    continue;
                var measured = Math.Sqrt(unknown.Square().Mean().Item());
                var wanted = SigmaAt(subject, question.Times[sample]);
                var allowed = TimeTolerance + ChanceDeviations * wanted / Math.Sqrt(2.0 * unknown.ElementCount);
                var excess = Math.Abs(measured - wanted) / allowed;
                count++;
                if (excess < worst)
                    continue;
                (worst, text) = (excess, string.Create(
                    CultureInfo.InvariantCulture,
                    $"at time {question.Times[sample]:0.0} training adds noise of strength {measured:0.000}, the "
                    + $"sampler has {wanted:0.000}"));
            }
        }

        return count == 0
            ? new(check, LintState.NotChecked, "Training asked the network nothing about unknown frames.")
            : LintFinding.Of(
                check, worst <= 1, $"Of {count} trained times the one furthest off: {text}.",
                "Tell the network the sampler's own time, shifted as the noise is.");
    }

    /// <summary>Looks whether the loss depends on what is predicted for known frames.</summary>
    public static LintFinding KnownFrames(LintSubject subject)
    {
        const string check = "knownFramesMasked";
        using var scope = new TensorScope();
        using var generator = new Generator(subject.Seed, subject.Latents.Device);
        using var probe = new DenoiserProbe(subject.Denoiser);
        var loss = subject.Loss(probe, subject.Latents, generator);
        var answers = probe.Questions.Select(question => question.Answer).ToArray();
        var gradients = Gradients.Of(loss, answers);
        var (atKnown, atUnknown, hasKnown) = (0.0, 0.0, false);
        foreach (var (question, gradient) in probe.Questions.Zip(gradients))
        {
            if (gradient is null)
                continue;
            var known = question.Known ?? gradient.Slice(1, 0, 1).ZerosLike();
            hasKnown |= known.Max().Item() > 0;
            atKnown += (gradient * known).Abs().Sum().Item();
            atUnknown += (gradient * (1 - known)).Abs().Sum().Item();
        }

        if (atUnknown == 0)
            return new(
                check, LintState.Failed,
                "The loss does not depend on what the network predicts. Look at the objective and its masks.");
        return hasKnown
            ? LintFinding.Of(
                check, atKnown == 0,
                atKnown == 0 ? "The loss does not depend on predictions for given frames." : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100 * atKnown / (atKnown + atUnknown):0.0} % of the loss's gradient falls on given frames."),
                "The network cannot know their noise, and the sampler never asks: leave them out of the loss.")
            : new(check, LintState.NotChecked, "No frame is given in training.");
    }

    private static Tensor Unknown(DenoiserProbe.Question question, int sample)
    {
        var noised = question.Noised.Slice(0, sample, sample + 1);
        if (question.Known is not { } known)
            return noised;
        var mask = known.Slice(0, sample, sample + 1).Flatten(0).ToArray<float>();
        var kept = Enumerable.Range(0, mask.Length).Where(frame => mask[frame] == 0)
            .Select(frame => noised.Slice(2, frame, frame + 1)).ToArray();
        return kept.Length == 0 ? noised.Slice(2, 0, 0) : Tensor.Concat(kept, 2);
    }

    // The sampler's noise share between its steps, in proportion to the time that it tells the network.
    private static double SigmaAt(LintSubject subject, double time)
    {
        var points = subject.Plan.Steps.Select(step => (step.Time, step.From.Sigma)).Append((0, 0))
            .OrderBy(point => point.Item1).ToArray();
        var after = Array.FindIndex(points, point => point.Item1 >= time);
        if (after < 0)
            return points[^1].Item2;
        if (after == 0)
            return points[0].Item2;
        var ((t0, s0), (t1, s1)) = (points[after - 1], points[after]);
        return s0 + (s1 - s0) * (time - t0) / (t1 - t0);
    }
}
