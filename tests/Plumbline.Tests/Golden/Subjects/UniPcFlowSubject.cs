using System.Text.Json;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>diffusers' UniPC on the shares of a flow.</summary>
internal sealed class UniPcFlowSubject : IGoldenSubject
{
    public string CasePrefix => "unipc_flow_scheduler";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        if (SchedulerRun.Parse(output) is not var (index, name) || SchedulerRun.Network(golden) is not { } network)
            return null;
        using var scope = new TensorScope();
        var config = golden.Config.GetProperty("configs")[index];
        var init = config.GetProperty("init");
        if (init.Word("prediction_type", "") != "flow_prediction" || !init.Flag("use_flow_sigmas")
            || !init.Flag("predict_x0", true))
            return null;
        var schedule = new MultistepFlowSchedule
        {
            Shift = init.Number("flow_shift", 1),
            LastShare = 1 / init.Number("num_train_timesteps", 1000),
            End = init.Word("final_sigmas_type", "zero") == "zero" ? FlowEnd.Clean : FlowEnd.LastShare,
        };
        var plan = schedule.Plan(config.GetProperty("steps").GetInt32());
        if (SchedulerRun.Suffix(name, "sigmas_") is { } shareCount)
            return SchedulerRun.Shares(schedule.Plan(shareCount));
        if (SchedulerRun.Suffix(name, "timesteps_") is { } timeCount)
            return SchedulerRun.Times(schedule.Plan(timeCount));
        return name switch
        {
            "sigmas" => SchedulerRun.Shares(plan),
            "timesteps" => SchedulerRun.Times(plan),
            // The reference noises at the second of its times.
            "add_noise" => plan.Steps[1].From.Mix(
                golden.Input("x0").ToTensor(), golden.Input("noise").ToTensor()).ToGolden(),
            "samples" => SchedulerRun.Samples(Sampler(init), plan, golden.Input("xT").ToTensor(), network),
            _ => null,
        };
    }

    private static UniPcSampler Sampler(JsonElement init) => new(new()
    {
        Order = (int)init.Number("solver_order", 2),
        Weight = init.Word("solver_type", "bh2") == "bh1" ? UniPcWeight.Linear : UniPcWeight.Exponential,
        Final = init.Flag("lower_order_final", true) ? FinalOrder.Lowered : FinalOrder.Full,
        UncorrectedAfter = init.TryGetProperty("disable_corrector", out var steps)
            ? [.. steps.EnumerateArray().Select(step => step.GetInt32())]
            : [],
    });
}
