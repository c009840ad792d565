namespace Plumbline.Alignment.Statistics;

/// <summary>What is kept small when several measurements are tested at once.</summary>
public enum Correction
{
    /// <summary>The chance of even one false finding; Holm's steps.</summary>
    Holm,

    /// <summary>The expected share of false ones among the findings; Benjamini and Hochberg's steps.</summary>
    BenjaminiHochberg,

    /// <summary>Nothing: each test by itself.</summary>
    None,
}
