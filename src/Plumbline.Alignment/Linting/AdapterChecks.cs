using System.Globalization;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Alignment.Linting;

/// <summary>Whether an adapter changes what it should and nothing else.</summary>
internal static class AdapterChecks
{
    // In bfloat16 a merged product rounds once where the two separate ones round twice.
    private const double MergeTolerance = 0.05;
    private const double LossTolerance = 1e-6;
    private const double Disturbance = 0.02;

    /// <summary>A fresh adapter, and one that is switched off, must leave the base bit for bit.</summary>
    public static LintFinding OffIsBase(LintSubject subject)
    {
        const string check = "adapterOffIsBase";
        if (subject.Adapter is not { } adapted)
            return NoAdapter(check);
        using var scope = new TensorScope();
        using var generator = new Generator(subject.Seed, subject.Latents.Device);
        var predict = Predictor(subject, generator);
        var before = predict();
        var adapter = NetworkAdapter.Attach(adapted.Network, adapted.Config, generator);
        try
        {
            var isFreshEqual = AreEqual(before, predict());
            Disturb(adapter, generator);
            var isFelt = !AreEqual(before, predict());
            using var off = adapter.Pause();
            var isOffEqual = AreEqual(before, predict());
            return LintFinding.Of(
                check, isFreshEqual && isFelt && isOffEqual,
                $"A fresh adapter gives the base's bits: {Said(isFreshEqual)}; an adapter that is switched off: "
                + $"{Said(isOffEqual)}; one that is not zero changes the prediction: {Said(isFelt)}.",
                "The reference would not be the base. Look at where the adapter is applied.");
        }
        finally
        {
            adapter.Remove();
        }
    }

    /// <summary>An adapter must predict the same beside the weights and merged into them.</summary>
    public static LintFinding MergedAgrees(LintSubject subject)
    {
        const string check = "mergedAgrees";
        if (subject.Adapter is not { } adapted)
            return NoAdapter(check);
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(subject.Seed, subject.Latents.Device);
        var kept = adapted.Network.Parameters()
            .Select(weight => (Weight: weight.Value, Copy: weight.Value.Detach().Clone())).ToArray();
        var predict = Predictor(subject, generator);
        var without = predict();
        var adapter = NetworkAdapter.Attach(adapted.Network, adapted.Config, generator);
        Disturb(adapter, generator);
        var beside = predict();
        adapter.Merge();
        try
        {
            var change = (beside - without).Norm().Item();
            var difference = (predict() - beside).Norm().Item();
            return change == 0
                ? new(check, LintState.NotChecked, "The adapter changes nothing that this network predicts yet.")
                : LintFinding.Of(
                    check, difference <= MergeTolerance * beside.Norm().Item() && difference <= change,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Merged and beside the weights, an adapter that changes the prediction by {change:0.###} "
                        + $"predicts within {difference:0.#####}."),
                    "Scale and order of the factors differ between the two ways.");
        }
        finally
        {
            foreach (var (weight, copy) in kept)
                weight.CopyFrom(copy);
        }
    }

    /// <summary>Before the first step network and reference agree, so DPO pays log 2 and no logit is felt.</summary>
    public static LintFinding FirstLossIsLogTwo(LintSubject subject)
    {
        const string check = "firstLossIsLogTwo";
        if (subject.Adapter?.FirstLoss is not { } first)
            return subject.Adapter is null
                ? NoAdapter(check)
                : new(check, LintState.NotChecked, "The objective is not DPO.");
        using var scope = new TensorScope();
        using var generator = new Generator(subject.Seed, subject.Latents.Device);
        var adapter = NetworkAdapter.Attach(subject.Adapter.Network, subject.Adapter.Config, generator);
        try
        {
            var (loss, logit) = first(adapter, generator);
            return LintFinding.Of(
                check, logit == 0 && Math.Abs(loss - Math.Log(2)) <= LossTolerance,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"With a fresh adapter the loss is {loss:0.0000000} (log 2 = {Math.Log(2):0.0000000}) and the mean "
                    + $"|logit| {logit:0.######}."),
                "Network and reference see different inputs, noise or times, or the reference is another network.");
        }
        finally
        {
            adapter.Remove();
        }
    }

    private static LintFinding NoAdapter(string check) =>
        new(check, LintState.NotChecked, "No adapter is to be trained.");

    private static string Said(bool isSo) => isSo ? "yes" : "no";

    private static bool AreEqual(Tensor a, Tensor b) =>
        a.To(DType.Float32).ToArray<float>().AsSpan().SequenceEqual(b.To(DType.Float32).ToArray<float>());

    private static void Disturb(NetworkAdapter adapter, Generator generator)
    {
        using var paused = new RecordingScope(GradientRecording.Off);
        foreach (var factor in adapter.Factors())
            factor.Value.AddInPlace(generator.Normal(factor.Value.Shape).To(factor.Value.DType), Disturbance);
    }

    private static Func<Tensor> Predictor(LintSubject subject, Generator generator)
    {
        var noised = generator.Normal(subject.Latents.Slice(0, 0, 1).Shape);
        var times = Tensor.Full(
            [1], subject.Plan.Steps[subject.Plan.Steps.Count / 2].Time, DType.Float32, subject.Latents.Device);
        var conditioning = new Conditioning { Text = subject.Text.Encode([""]) };
        return () =>
        {
            using var paused = new RecordingScope(GradientRecording.Off);
            return subject.Denoiser.Predict(noised, times, conditioning);
        };
    }
}
