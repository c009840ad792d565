namespace Plumbline.Diffusion.Schedulers;

/// <summary>The check of samplers that follow a flow's own direction.</summary>
internal static class FlowPath
{
    public static void Require(SamplingPlan plan)
    {
        if (plan.Prediction != PredictionKind.Flow)
            throw new ArgumentException(
                $"Sampler: expected a plan for flow predictions, got one for {plan.Prediction}. "
                + "Use a DDIM or DPM sampler.", nameof(plan));
    }
}
