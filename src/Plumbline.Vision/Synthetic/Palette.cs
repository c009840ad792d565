using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Named colours as linear RGB reflectance.</summary>
internal static class Palette
{
    /// <summary>Colours that solids are named by; far apart from one another.</summary>
    public static IReadOnlyList<(string Name, Float3 Colour)> Bold { get; } =
    [
        ("red", new(0.60f, 0.07f, 0.05f)),
        ("orange", new(0.75f, 0.28f, 0.04f)),
        ("yellow", new(0.75f, 0.60f, 0.08f)),
        ("green", new(0.09f, 0.38f, 0.10f)),
        ("turquoise", new(0.06f, 0.42f, 0.42f)),
        ("blue", new(0.06f, 0.14f, 0.55f)),
        ("purple", new(0.28f, 0.08f, 0.42f)),
        ("white", new(0.78f, 0.78f, 0.75f)),
        ("grey", new(0.30f, 0.30f, 0.31f)),
    ];

    /// <summary>The colour that a caption's word means.</summary>
    public static Float3 Of(ObjectColour colour)
    {
        var word = CaptionGrammar.Word(colour);
        return Bold.First(named => named.Name == word).Colour;
    }

    /// <summary>Quiet colours of walls and ceilings.</summary>
    public static IReadOnlyList<Float3> Walls { get; } =
    [
        new(0.55f, 0.50f, 0.42f), new(0.45f, 0.52f, 0.50f), new(0.58f, 0.45f, 0.38f),
        new(0.50f, 0.50f, 0.55f), new(0.40f, 0.46f, 0.34f),
    ];

    /// <summary>Woods from light to dark.</summary>
    public static IReadOnlyList<Float3> Woods { get; } =
    [
        new(0.55f, 0.36f, 0.18f), new(0.42f, 0.25f, 0.12f), new(0.30f, 0.16f, 0.08f), new(0.48f, 0.40f, 0.30f),
    ];
}
