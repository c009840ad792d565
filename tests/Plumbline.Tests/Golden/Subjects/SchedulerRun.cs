using System.Text.Json;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>
/// What the scheduler cases share: the network written in their configuration, and runs step by step.
/// </summary>
internal static class SchedulerRun
{
    private const string KnownNetwork = "tanh(0.9*x+0.3) - 0.2*t/1000 + 0.1*x";

    /// <summary>Splits <c>c3.samples</c> into the configuration's index and the output's own name.</summary>
    public static (int Index, string Name)? Parse(string output) =>
        output.IndexOf('.') is > 1 and var dot && output[0] == 'c' && int.TryParse(output[1..dot], out var index)
            ? (index, output[(dot + 1)..])
            : null;

    /// <summary>The number behind a name such as <c>timesteps_50</c>; absent where there is none.</summary>
    public static int? Suffix(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(name[prefix.Length..], out var count)
            ? count
            : null;

    public static Func<Tensor, double, Tensor>? Network(GoldenCase golden) =>
        golden.Config.GetProperty("model_fn").GetString() == KnownNetwork
            ? (x, t) => (x * 0.9 + 0.3).Tanh() - 0.2 * t / 1000 + x * 0.1
            : null;

    /// <summary>The start and the sample after every step.</summary>
    public static GoldenTensor Samples(
        ISampler sampler, SamplingPlan plan, Tensor start, Func<Tensor, double, Tensor> predict,
        Func<Tensor>? noise = null)
    {
        List<double[]> samples = [start.ToGolden().Values];
        sampler.Run(plan, start, predict, noise, state => samples.Add(state.Sample.ToGolden().Values));
        return GoldenTensor.Of(samples.SelectMany(values => values), [samples.Count, .. start.Shape]);
    }

    /// <summary>The clean sample as every step estimates it.</summary>
    public static GoldenTensor Estimates(
        ISampler sampler, SamplingPlan plan, Tensor start, Func<Tensor, double, Tensor> predict,
        Func<Tensor>? noise = null)
    {
        List<double[]> estimates = [];
        sampler.Run(plan, start, predict, noise, state => estimates.Add(state.CleanEstimate!.ToGolden().Values));
        return GoldenTensor.Of(estimates.SelectMany(values => values), [estimates.Count, .. start.Shape]);
    }

    public static GoldenTensor Times(SamplingPlan plan) =>
        GoldenTensor.Of(plan.Steps.Select(step => step.Time), plan.Steps.Count);

    /// <summary>The noise share before every step, and after the last.</summary>
    public static GoldenTensor Shares(SamplingPlan plan) => GoldenTensor.Of(
        plan.Steps.Select(step => step.From.Sigma).Append(plan.Steps[^1].To.Sigma), plan.Steps.Count + 1);

    public static double Number(this JsonElement config, string name, double otherwise) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : otherwise;

    public static bool Flag(this JsonElement config, string name, bool otherwise = false) =>
        config.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

    public static string Word(this JsonElement config, string name, string otherwise) =>
        config.TryGetProperty(name, out var value) ? value.GetString()! : otherwise;
}
