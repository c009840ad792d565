namespace Plumbline.Diffusion.Schedulers;

/// <summary>Guidance that changes with the time, as CogVideoX samples.</summary>
/// <remarks>
/// Checked against huggingface/diffusers 58eb52c, CogVideoXPipeline with use_dynamic_cfg. The reference takes the time,
/// not the position of the step, so that the cosine swings many times; kept, since models were released with it.
/// </remarks>
public static class DynamicGuidance
{
    /// <summary>The guidance of one step.</summary>
    /// <param name="scale">Guidance asked for.</param>
    /// <param name="stepCount">How many steps there are.</param>
    /// <param name="time">What the network is told at the step.</param>
    /// <returns>Guidance from 1 to 1 + scale.</returns>
    public static double At(double scale, int stepCount, double time) =>
        1 + scale * (1 - Math.Cos(Math.PI * Math.Pow((stepCount - time) / stepCount, 5))) / 2;
}
