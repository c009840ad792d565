using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>How VideoGPA noises Wan's latents for training: shifted shares of whole times.</summary>
internal sealed class WanFlowHelpersSubject : IGoldenSubject
{
    public string CasePrefix => "videogpa_wan_flow_helpers";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        using var scope = new TensorScope();
        var shift = golden.Config.GetProperty("shift").GetDouble();
        var (clean, noise) = (golden.Input("z0"), golden.Input("noise"));
        return output switch
        {
            "sigma" => Shares(golden.Input("timesteps"), shift),
            "sigma_all" => Shares(golden.Input("ts_all"), shift),
            _ when SchedulerRun.Suffix(output, "sigma_all_shift") is { } other => Shares(golden.Input("ts_all"), other),
            "noisy" => RectifiedFlow.AddNoise(
                clean.ToTensor(), noise.ToTensor(), Shares(golden.Input("timesteps"), shift).ToTensor()).ToGolden(),
            "velocity" => RectifiedFlow.Target(clean.ToTensor(), noise.ToTensor()).ToGolden(),
            "t_tensor" => TokenTimes(golden, golden.Input("timesteps").Values, golden.Output(output).Shape[1]),
            "t_tensor_padded" => TokenTimes(
                golden, [.. golden.Input("timesteps").Values.TakeLast(1)], golden.Output(output).Shape[1]),
            _ => null,
        };
    }

    private static GoldenTensor Shares(GoldenTensor times, double shift) =>
        GoldenTensor.Of(times.Values.Select(time => FlowShift.Apply(time / 1000, shift)), times.Shape);

    /// <summary>The time that each token is told: 0 in the first latent frame, which is given clean.</summary>
    private static GoldenTensor TokenTimes(GoldenCase golden, double[] times, long tokenCount)
    {
        var latent = golden.Input("z0").Shape;
        var firstFrame = latent[^1] / 2 * (latent[^2] / 2);
        return GoldenTensor.Of(
            times.SelectMany(time => Enumerable.Range(0, (int)tokenCount).Select(i => i < firstFrame ? 0 : time)),
            times.Length, tokenCount);
    }
}
