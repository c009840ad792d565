namespace Plumbline.Vision.Synthetic;

/// <summary>The language of captions: a fixed set of words, each of which can be checked in the picture.</summary>
/// <remarks>
/// <code>
/// caption  = scene ", the camera " move
/// scene    = a thing | a thing (relation a thing)+ | ("two" | "three") things
/// thing    = colour [texture] shape
/// relation = "left of" | "right of" | "in front of" | "behind"
/// move     = "orbits left" | "pans right" | "tilts up" | "moves forward" | "slides left" | "rises" | …
/// </code>
/// Words are lower case and separated by one space; the comma sticks to the word before it.
/// </remarks>
public static class CaptionGrammar
{
    /// <summary>
    /// Every word of every caption, without the comma; the same order in every release of one grammar.
    /// </summary>
    public static IReadOnlyList<string> Vocabulary { get; } = MakeVocabulary();

    /// <summary>A colour word.</summary>
    public static string Word(ObjectColour colour) => colour.ToString().ToLowerInvariant();

    /// <summary>A texture word; empty for a plain surface.</summary>
    public static string Word(ObjectTexture texture) =>
        texture == ObjectTexture.Plain ? "" : texture.ToString().ToLowerInvariant();

    /// <summary>A shape word for one object.</summary>
    public static string Word(ObjectShape shape) =>
        shape == ObjectShape.Stairs ? "staircase" : shape.ToString().ToLowerInvariant();

    /// <summary>A shape word for several objects.</summary>
    public static string Plural(ObjectShape shape) =>
        shape is ObjectShape.Box or ObjectShape.Arch ? Word(shape) + "es" : Word(shape) + "s";

    /// <summary>The words of a relation: <c>left of</c>.</summary>
    public static string Words(SpatialRelation relation) => relation switch
    {
        SpatialRelation.LeftOf => "left of",
        SpatialRelation.RightOf => "right of",
        SpatialRelation.InFrontOf => "in front of",
        SpatialRelation.Behind => "behind",
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, "Expected a known relation."),
    };

    /// <summary>What an object is called, without an article: <c>red brick arch</c>.</summary>
    /// <param name="colour">Its colour.</param>
    /// <param name="texture">Its texture.</param>
    /// <param name="shape">Its shape.</param>
    public static string Name(ObjectColour colour, ObjectTexture texture, ObjectShape shape) =>
        $"{Adjectives(colour, texture)} {Word(shape)}";

    /// <summary>What the camera does: <c>orbits right</c>.</summary>
    /// <param name="move">The move.</param>
    /// <param name="isPositive">Whether the amount is above 0; see <see cref="CameraMove"/>.</param>
    public static string Describe(CameraMove move, bool isPositive) => move switch
    {
        CameraMove.Orbit => isPositive ? "orbits right" : "orbits left",
        CameraMove.Pan => isPositive ? "pans right" : "pans left",
        CameraMove.Tilt => isPositive ? "tilts up" : "tilts down",
        CameraMove.Dolly => isPositive ? "moves forward" : "moves backward",
        CameraMove.Truck => isPositive ? "slides right" : "slides left",
        CameraMove.Crane => isPositive ? "rises" : "sinks",
        CameraMove.HandHeld => isPositive ? "walks forward" : "walks backward",
        CameraMove.Spline => isPositive ? "drifts right" : "drifts left",
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Expected a known move."),
    };

    /// <summary>Writes a caption.</summary>
    /// <param name="objects">The objects, at least one; several that are alike are counted.</param>
    /// <param name="relations">What links each object to the next; empty for one object or objects alike.</param>
    /// <param name="camera">What the camera does.</param>
    /// <returns>One sentence without a full stop.</returns>
    public static string Write(
        IReadOnlyList<WorldObject> objects, IReadOnlyList<ObjectRelation> relations, CameraCommand camera)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(relations);
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentOutOfRangeException.ThrowIfZero(objects.Count);
        return $"{Scene(objects, relations)}, the camera {camera.Description}";
    }

    private static string Scene(IReadOnlyList<WorldObject> objects, IReadOnlyList<ObjectRelation> relations)
    {
        var first = objects[0];
        if (objects.Count > 1 && relations.Count == 0)
            return $"{(objects.Count == 2 ? "two" : "three")} {Adjectives(first.Colour, first.Texture)} "
                + $"{Plural(first.Shape)}";
        var scene = WithArticle(objects[relations.Count > 0 ? relations[0].First : 0]);
        foreach (var relation in relations)
            scene += $" {Words(relation.Relation)} {WithArticle(objects[relation.Second])}";
        return scene;
    }

    private static string WithArticle(WorldObject thing) =>
        thing.Colour == ObjectColour.Orange ? $"an {thing.Name}" : $"a {thing.Name}";

    private static string Adjectives(ObjectColour colour, ObjectTexture texture) =>
        texture == ObjectTexture.Plain ? Word(colour) : $"{Word(colour)} {Word(texture)}";

    private static string[] MakeVocabulary()
    {
        var moves = Enum.GetValues<CameraMove>().SelectMany(
            move => new[] { Describe(move, false), Describe(move, true) });
        string[] phrases =
        [
            "a an two three the camera", .. Enum.GetValues<ObjectColour>().Select(Word),
            .. Enum.GetValues<ObjectTexture>().Select(Word), .. Enum.GetValues<ObjectShape>().Select(Word),
            .. Enum.GetValues<ObjectShape>().Select(Plural), .. Enum.GetValues<SpatialRelation>().Select(Words),
            .. moves,
        ];
        return [.. phrases.SelectMany(phrase => phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct()];
    }
}
