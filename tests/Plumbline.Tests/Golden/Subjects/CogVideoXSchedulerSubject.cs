using System.Text.Json;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>CogVideoX's noise process with one of its two samplers.</summary>
internal sealed class CogVideoXSchedulerSubject(string casePrefix, ISampler sampler) : IGoldenSubject
{
    public string CasePrefix => casePrefix;

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        if (output == "dynamic_cfg")
            return Guidance(golden.Output(output));
        if (SchedulerRun.Parse(output) is not var (index, name) || SchedulerRun.Network(golden) is not { } network)
            return null;
        using var scope = new TensorScope();
        if (Schedule(golden.Config.GetProperty("configs")[index]) is not { } schedule)
            return null;
        var plan = schedule.Plan(golden.Config.GetProperty("steps")[index].GetInt32());
        if (SchedulerRun.Suffix(name, "timesteps_") is { } timeCount)
            return GoldenTensor.Of(
                schedule.Times(timeCount).Select(time => (double)time), schedule.Times(timeCount).Count);
        var start = golden.Input("xT").ToTensor();
        Func<Tensor> noise =
            golden.InputNames.Contains($"c{index}.step_noise") ? StepNoise(golden, index, plan) : () => start;
        return name switch
        {
            "alphas_cumprod" => GoldenTensor.Of(schedule.CumulativeAlphas, schedule.CumulativeAlphas.Count),
            "timesteps" => SchedulerRun.Times(plan),
            "add_noise" => AtEveryTime(golden, DType.Float32, schedule.AddNoise),
            "add_noise_bf16" => AtEveryTime(golden, DType.BFloat16, schedule.AddNoise),
            "velocity" => AtEveryTime(golden, DType.Float32, schedule.Velocity),
            "velocity_bf16" => AtEveryTime(golden, DType.BFloat16, schedule.Velocity),
            "fixed.samples" => SchedulerRun.Samples(sampler, plan, start, Fixed(golden, index), noise),
            "fixed.pred_x0" => SchedulerRun.Estimates(sampler, plan, start, Fixed(golden, index), noise),
            "fn.samples" => SchedulerRun.Samples(sampler, plan, start, network, noise),
            "fn.pred_x0" => SchedulerRun.Estimates(sampler, plan, start, network, noise),
            "noise_draws" => GoldenTensor.Of(
                plan.Steps.Select((_, step) => (double)DrawCount(plan, step)), plan.Steps.Count),
            _ => null,
        };
    }

    private static DiffusionSchedule? Schedule(JsonElement config)
    {
        PredictionKind? prediction = config.Word("prediction_type", "epsilon") switch
        {
            "v_prediction" => PredictionKind.Velocity,
            "epsilon" => PredictionKind.Noise,
            "sample" => PredictionKind.Sample,
            _ => null,
        };
        BetaCurve? curve = config.Word("beta_schedule", "scaled_linear") switch
        {
            "linear" => BetaCurve.Linear,
            "scaled_linear" => BetaCurve.ScaledLinear,
            "squaredcos_cap_v2" => BetaCurve.SquaredCosine,
            _ => null,
        };
        if (prediction is null || curve is null)
            return null;
        return new(new()
        {
            Prediction = prediction.Value,
            Curve = curve.Value,
            TimeCount = (int)config.Number("num_train_timesteps", 1000),
            FirstBeta = config.Number("beta_start", 0.00085),
            LastBeta = config.Number("beta_end", 0.012),
            SignalToNoiseDivisor = config.Number("snr_shift_scale", 3),
            ZeroTerminalSignal = config.Flag("rescale_betas_zero_snr"),
            EndsClean = config.Flag("set_alpha_to_one", true),
            StepsOffset = (int)config.Number("steps_offset", 0),
            Spacing = config.Word("timestep_spacing", "leading") switch
            {
                "linspace" => StepSpacing.EndToEnd,
                "trailing" => StepSpacing.Trailing,
                _ => StepSpacing.Leading,
            },
        });
    }

    private static GoldenTensor AtEveryTime(
        GoldenCase golden, DType dtype, Func<Tensor, Tensor, Tensor, Tensor> compute)
    {
        var (clean, noise) = (golden.Input("x0").ToTensor(dtype), golden.Input("noise").ToTensor(dtype));
        return Tensor.Stack([.. golden.Input("add_timesteps").Values.Select(time =>
            compute(clean, noise, Tensor.Full([clean.Shape[0]], time, DType.Int64, Device.Cpu)))]).ToGolden();
    }

    private static Func<Tensor, double, Tensor> Fixed(GoldenCase golden, int index)
    {
        var outputs = golden.Input($"c{index}.model_outputs");
        var step = 0;
        return (_, _) => outputs.At(step++).ToTensor();
    }

    /// <summary>Where the reference draws twice it uses the second noise; the inputs hold both.</summary>
    private static Func<Tensor> StepNoise(GoldenCase golden, int index, SamplingPlan plan)
    {
        var noise = golden.Input($"c{index}.step_noise");
        var step = 0;
        return () => noise.At(step).At(DrawCount(plan, step++) - 1).ToTensor();
    }

    private static int DrawCount(SamplingPlan plan, int stepIndex) =>
        StochasticDpmSampler.UsesTwoEstimates(plan, stepIndex) ? 2 : 1;

    /// <summary>Pairs of time and guidance; scale and step count stand in the case's description only.</summary>
    private static GoldenTensor Guidance(GoldenTensor pairs) => GoldenTensor.Of(
        Enumerable.Range(0, (int)pairs.Shape[0]).Select(row => pairs.At(row).Values[0])
            .SelectMany(time => new[] { time, DynamicGuidance.At(6, 50, time) }), pairs.Shape);
}
