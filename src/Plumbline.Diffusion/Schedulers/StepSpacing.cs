namespace Plumbline.Diffusion.Schedulers;

/// <summary>How sampling times are spread over the times of a process.</summary>
/// <remarks>Lin et al. 2023, arXiv:2305.08891, table 2.</remarks>
public enum StepSpacing
{
    /// <summary>Evenly, with the first and the last time; "linspace" in diffusers.</summary>
    EndToEnd,

    /// <summary>By whole strides from time 0 up; the last times are left out.</summary>
    Leading,

    /// <summary>By strides from the last time down.</summary>
    Trailing,
}
