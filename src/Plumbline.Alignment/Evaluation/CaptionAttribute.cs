namespace Plumbline.Alignment.Evaluation;

/// <summary>What a caption says that can be asked of a clip, each as a choice with one right answer.</summary>
public enum CaptionAttribute
{
    /// <summary>Of eight colours, which has the thing of a named shape?</summary>
    Colour,

    /// <summary>Of seven shapes, which has the thing of a named colour?</summary>
    Shape,

    /// <summary>Of seven textures, which has the thing of a named colour?</summary>
    Texture,

    /// <summary>One, two or three things?</summary>
    Count,

    /// <summary>One thing, two alike, two different, three alike or three different?</summary>
    Arrangement,

    /// <summary>Left of, right of, in front of or behind? Asked of two things, since three stand in a row.</summary>
    Relation,

    /// <summary>Of eight camera moves in two directions, which?</summary>
    Move,
}
