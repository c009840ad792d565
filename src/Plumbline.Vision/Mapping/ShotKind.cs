namespace Plumbline.Vision.Mapping;

/// <summary>What the neighbours of a view say about where it is.</summary>
internal enum ShotKind
{
    /// <summary>Neighbouring views lie near each other.</summary>
    Film,

    /// <summary>A view may be anywhere, so repeated texture can put it in a wrong place.</summary>
    Photographs,
}
