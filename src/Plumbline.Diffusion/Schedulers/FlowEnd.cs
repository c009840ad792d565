namespace Plumbline.Diffusion.Schedulers;

/// <summary>Where the last step of a flow schedule leads.</summary>
public enum FlowEnd
{
    /// <summary>To the clean sample.</summary>
    Clean,

    /// <summary>Nowhere: the sample stays at the last share.</summary>
    LastShare,
}
