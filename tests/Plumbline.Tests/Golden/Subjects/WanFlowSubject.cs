using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>Wan's own UniPC and DPM-Solver++ for flows.</summary>
internal sealed class WanFlowSubject : IGoldenSubject
{
    public string CasePrefix => "wan_native_flow_schedulers";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        if (SchedulerRun.Parse(output) is not var (index, name) || SchedulerRun.Network(golden) is not { } network)
            return null;
        using var scope = new TensorScope();
        var config = golden.Config.GetProperty("configs")[index];
        var (shift, stepCount) = (config.Number("shift", 1), config.GetProperty("steps").GetInt32());
        var order = (int)config.Number("solver_order", 2);
        var schedule = MultistepFlowSchedule.WanUniPc(shift);
        var dpm = MultistepFlowSchedule.WanDpm(shift).Plan(stepCount);
        if (SchedulerRun.Suffix(name, "sigmas_") is { } shareCount)
            return SchedulerRun.Shares(schedule.Plan(shareCount));
        if (SchedulerRun.Suffix(name, "timesteps_") is { } timeCount)
            return SchedulerRun.Times(schedule.Plan(timeCount));
        return name switch
        {
            "sigmas" => SchedulerRun.Shares(schedule.Plan(stepCount)),
            "timesteps" => SchedulerRun.Times(schedule.Plan(stepCount)),
            "samples" => SchedulerRun.Samples(
                new UniPcSampler(new() { Order = order }), schedule.Plan(stepCount), golden.Input("xT").ToTensor(),
                network),
            "dpmpp.sigmas" => SchedulerRun.Shares(dpm),
            "dpmpp.timesteps" => SchedulerRun.Times(dpm),
            "dpmpp.samples" when order == 2 =>
                SchedulerRun.Samples(new DpmSolverSampler(), dpm, golden.Input("xT").ToTensor(), network),
            "get_sampling_sigmas" => GoldenTensor.Of(dpm.Steps.Select(step => step.From.Sigma), stepCount),
            _ => null,
        };
    }
}
