namespace Plumbline.Vision.Media;

/// <summary>How finely colour is kept, next to brightness.</summary>
public enum ChromaSampling
{
    /// <summary>Halved where the codec can do so without losing a row or column; full for odd sizes.</summary>
    Auto,

    /// <summary>Halved (4:2:0 in H.264, 4:2:2 in ProRes); an odd size is refused.</summary>
    Halved,

    /// <summary>Full (4:4:4); not every player can show it.</summary>
    Full,
}
