namespace Plumbline.Alignment.Pairs;

/// <summary>Which pairs of a prompt's candidates are made, of those that keep every rule.</summary>
public enum PairChoice
{
    /// <summary>The one with the largest gap.</summary>
    BestAgainstWorst,

    /// <summary>All of them.</summary>
    AllAboveGap,

    /// <summary>
    /// Two candidates drawn by chance, whichever is better: a control that must teach nothing. Gap and least score do
    /// not count.
    /// </summary>
    Random,
}
