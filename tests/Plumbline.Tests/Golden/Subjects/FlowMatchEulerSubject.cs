using System.Text.Json;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>diffusers' flow-match Euler scheduler: shares, times, noising and whole runs.</summary>
internal sealed class FlowMatchEulerSubject : IGoldenSubject
{
    public string CasePrefix => "flow_match_euler_scheduler";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        if (SchedulerRun.Parse(output) is not var (index, name) || SchedulerRun.Network(golden) is not { } network)
            return null;
        using var scope = new TensorScope();
        var config = golden.Config.GetProperty("configs")[index];
        var schedule = Schedule(config);
        var plan = schedule.Plan(config.GetProperty("steps").GetInt32());
        var training = schedule.TrainingShares();
        return name switch
        {
            "sigmas" => SchedulerRun.Shares(plan),
            "timesteps" => SchedulerRun.Times(plan),
            "train_sigmas" => GoldenTensor.Of(training, training.Length),
            "train_timesteps" =>
                GoldenTensor.Of(training.Select(share => share * schedule.TrainingTimeCount), training.Length),
            "scale_noise_timesteps" => GoldenTensor.Of(
                NoisedAt(training).Select(share => share * schedule.TrainingTimeCount), NoisedAt(training).Length),
            "scale_noise" => Tensor.Stack([.. NoisedAt(training).Select(share => NoiseLevel.OfFlow(share)
                .Mix(golden.Input("x0").ToTensor(), golden.Input("noise").ToTensor()))]).ToGolden(),
            "samples" => Samples(golden, config, index, plan, network),
            _ => null,
        };
    }

    private static EulerFlowSchedule Schedule(JsonElement config)
    {
        var init = config.GetProperty("init");
        return new()
        {
            TrainingTimeCount = (int)init.Number("num_train_timesteps", 1000),
            Shift = init.Number("shift", 1),
            TerminalShare = init.TryGetProperty("shift_terminal", out var terminal) ? terminal.GetDouble() : null,
            DynamicShift = init.Flag("use_dynamic_shifting")
                ? config.GetProperty("set_timesteps").GetProperty("mu").GetDouble()
                : null,
            DynamicForm = init.Word("time_shift_type", "exponential") == "linear"
                ? FlowShiftForm.Linear
                : FlowShiftForm.Exponential,
        };
    }

    /// <summary>The reference noises at these four of its training times.</summary>
    private static double[] NoisedAt(double[] training) =>
        [training[0], training[training.Length / 100], training[training.Length / 2], training[^1]];

    private static GoldenTensor Samples(
        GoldenCase golden, JsonElement config, int index, SamplingPlan plan, Func<Tensor, double, Tensor> network)
    {
        var noise = golden.Input($"c{index}.step_noise");
        var drawn = 0;
        ISampler sampler = config.GetProperty("init").Flag("stochastic_sampling")
            ? new StochasticFlowSampler()
            : new EulerSampler();
        return SchedulerRun.Samples(
            sampler, plan, golden.Input("xT").ToTensor(), network, () => noise.At(drawn++).ToTensor());
    }
}
