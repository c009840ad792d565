namespace Plumbline.Vision.Synthetic;

/// <summary>What a range of world seeds is kept for.</summary>
public enum WorldSplit
{
    /// <summary>Worlds that networks learn from.</summary>
    Training,

    /// <summary>Worlds that choices are made on while training.</summary>
    Validation,

    /// <summary>Worlds that results are reported on.</summary>
    Test,

    /// <summary>
    /// Worlds whose first frames and captions are prompts of alignment; their films are shown to no network.
    /// </summary>
    Alignment,

    /// <summary>
    /// Worlds whose first frames and captions are the prompts on which a base and its aligned model are compared.
    /// </summary>
    Comparison,
}
