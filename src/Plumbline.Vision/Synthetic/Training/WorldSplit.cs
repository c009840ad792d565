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
}
