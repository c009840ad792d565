namespace Plumbline.Diffusion.Schedulers;

/// <summary>How the shift of a flow comes from a number that depends on the picture's size.</summary>
public enum FlowShiftForm
{
    /// <summary>The number's exponential.</summary>
    Exponential,

    /// <summary>The number itself.</summary>
    Linear,
}
