using Plumbline.Alignment.Objectives;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Alignment.Training;

/// <summary>Measures on pairs of held-out prompts whether winners gained on losers.</summary>
/// <remarks>
/// Every pair is looked at under the same noise and the same four times at every inspection: the middles of the
/// quarters of the training times. What the reference says is computed once.
/// </remarks>
internal sealed class HeldOutPreference
{
    private const int TimeCount = 4;
    private const ulong NoiseSeed = 20_240_002;

    private readonly IReadOnlyList<PreferenceEntry> _entries;
    private readonly PreferencePass _pass;
    private readonly PreferenceLoss _loss;
    private readonly float[] _times;
    private readonly Dictionary<int, (float[] Winner, float[] Loser)> _references = [];

    public HeldOutPreference(
        IReadOnlyList<PreferenceEntry> entries, PreferencePass pass, PreferenceLoss loss, RectifiedFlow flow)
    {
        (_entries, _pass, _loss) = (entries, pass, loss);
        // Quantiles of a standard normal in the middles of its quarters.
        _times = [.. new[] { -1.1503494, -0.3186394, 0.3186394, 1.1503494 }.Select(z =>
        {
            var plain = 1 / (1 + Math.Exp(-(z * flow.LogitSpread + flow.LogitMean)));
            return (float)FlowShift.Apply(plain, flow.Shift);
        })];
    }

    /// <summary>Measures every pair.</summary>
    /// <param name="dtype">Type to compute errors in.</param>
    /// <returns>
    /// <c>accuracy</c>: share of pairs whose winner gained, ties half; <c>margin</c> and <c>meanAbsoluteLogit</c> of
    /// the pairs' mean logits over the times; changes of the errors; the loss.
    /// </returns>
    public IReadOnlyDictionary<string, double> Measure(DType dtype)
    {
        using var paused = new RecordingScope(GradientRecording.Off);
        var totals = new Dictionary<string, double>();
        for (var i = 0; i < _entries.Count; i++)
        {
            using var scope = new TensorScope();
            var errors = Errors(i, dtype);
            var measures = _loss.Measures(errors).ToDictionary(measure => measure.Key, measure => measure.Value.Item());
            measures["loss"] = _loss.Of(errors).Item();
            measures["accuracy"] = (Math.Sign(measures["margin"]) + 1) / 2.0;
            measures["meanAbsoluteLogit"] = Math.Abs(measures["margin"]);
            foreach (var (name, value) in measures)
                totals[name] = totals.GetValueOrDefault(name) + value / _entries.Count;
        }

        return totals;
    }

    private PreferenceErrors Errors(int index, DType dtype)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(StepSeed.Of(NoiseSeed, index, 0), Device.Cpu);
        var batch = PreferenceBatch.Of([.. Enumerable.Repeat(_entries[index].Read(), TimeCount)], dtype);
        var noise = generator.Normal([TimeCount, .. batch.Latents.Shape.Skip(1)]).To(dtype);
        var times = scope.Keep(Tensor.From<float>(_times, [TimeCount], Device.Cpu).To(dtype));
        var isNew = !_references.TryGetValue(index, out var reference);
        // How much motion is lost needs the reference's whole prediction every time.
        var extras = _loss.NeedsStillness ? PreferencePass.Extras.Stillness
            : isNew ? PreferencePass.Extras.Reference : PreferencePass.Extras.None;
        var errors = _pass.Run(batch, noise, times, extras);
        if (isNew)
            _references[index] = reference = (Floats(errors.ReferenceWinner!), Floats(errors.ReferenceLoser!));
        return new(scope.Keep(errors.Winner), scope.Keep(errors.Loser), times)
        {
            ReferenceWinner = scope.Keep(Tensor.From<float>(reference.Winner, [TimeCount], Device.Cpu)),
            ReferenceLoser = scope.Keep(Tensor.From<float>(reference.Loser, [TimeCount], Device.Cpu)),
            Stillness = errors.Stillness is { } stillness ? scope.Keep(stillness) : null,
        };
    }

    private static float[] Floats(Tensor tensor) => tensor.To(DType.Float32).ToArray<float>();
}
