using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Draws textures that suit a part of a world.</summary>
/// <param name="random">Chooses among them.</param>
/// <param name="coarseness">Factor on the size of every pattern; above 1 where pictures are small.</param>
internal sealed class SurfacePicker(SeededRandom random, double coarseness = 1)
{
    private static readonly Float3 Mortar = new(0.45f, 0.43f, 0.40f);
    private static readonly Float3 Brick = new(0.42f, 0.16f, 0.10f);
    private static readonly Float3 Pale = new(0.72f, 0.70f, 0.66f);
    private static readonly Float3 Dark = new(0.08f, 0.08f, 0.09f);

    private uint Seed => (uint)random.NextBits();

    /// <summary>A floor of a room: planks, tiles or marble.</summary>
    public Texture Floor() => random.NextBelow(3) switch
    {
        0 => new Planks(random.Pick(Palette.Woods), Size(0.12, 0.22), Seed),
        1 => new Checks(Pale, random.Pick(Palette.Walls) * 0.4f, Size(0.3, 0.6), Seed),
        _ => new Marble(Pale, Dark, Size(0.8, 1.5), Seed),
    };

    /// <summary>A wall of a room: bricks, plaster, panelling or patterned paper.</summary>
    public Texture Wall() => random.NextBelow(4) switch
    {
        0 => new Bricks(Brick * (float)random.NextIn(0.8, 1.6), Mortar, Size(0.07, 0.12), Seed),
        1 => new Plaster(random.Pick(Palette.Walls), 0.45f, Seed),
        2 => new Planks(random.Pick(Palette.Woods), Size(0.15, 0.3), Seed),
        _ => new Foliage(
            random.Pick(Palette.Walls), random.Pick(Palette.Walls) * 0.35f, Size(0.25, 0.6), Seed),
    };

    /// <summary>A ceiling: plaster with stains.</summary>
    public Texture Ceiling() => new Plaster(Pale, 0.35f, Seed);

    /// <summary>The ground of a yard: grass, gravel or paving.</summary>
    public Texture Ground() => random.NextBelow(3) switch
    {
        0 => new Foliage(new(0.16f, 0.34f, 0.07f), new(0.05f, 0.10f, 0.03f), 0.6f * (float)coarseness, Seed),
        1 => new Foliage(new(0.50f, 0.46f, 0.40f), new(0.16f, 0.14f, 0.12f), 0.3f * (float)coarseness, Seed),
        _ => new Bricks(new(0.38f, 0.36f, 0.34f), new(0.14f, 0.14f, 0.12f), Size(0.18, 0.35), Seed),
    };

    /// <summary>What closes a yard: a brick wall, a hedge or a fence.</summary>
    public Texture OutdoorWall() => random.NextBelow(3) switch
    {
        0 => new Bricks(Brick, Mortar, Size(0.09, 0.16), Seed),
        1 => new Foliage(new(0.12f, 0.30f, 0.08f), new(0.02f, 0.05f, 0.02f), 0.8f * (float)coarseness, Seed),
        _ => new Planks(random.Pick(Palette.Woods), Size(0.18, 0.3), Seed),
    };

    /// <summary>The surface that a caption's words ask for.</summary>
    /// <param name="colour">Its colour word.</param>
    /// <param name="texture">Its texture word.</param>
    public Texture Of(ObjectColour colour, ObjectTexture texture)
    {
        var first = Palette.Of(colour);
        var second = Contrast(first);
        return texture switch
        {
            ObjectTexture.Plain => new Plaster(first, 0.3f, Seed),
            ObjectTexture.Brick => new Bricks(first, Mortar, Size(0.09, 0.12), Seed),
            ObjectTexture.Striped => new Stripes(first, second, Size(0.09, 0.14), Seed),
            ObjectTexture.Checked => new Checks(first, second, Size(0.1, 0.16), Seed),
            ObjectTexture.Marble => new Marble(first, second, Size(0.35, 0.55), Seed),
            ObjectTexture.Wooden =>
                new Planks(Float3.Lerp(first, random.Pick(Palette.Woods), 0.15f), Size(0.1, 0.15), Seed),
            ObjectTexture.Mossy => new Foliage(first, 0.3f * first, Size(0.2, 0.35), Seed),
            _ => throw new ArgumentOutOfRangeException(nameof(texture), texture, "Expected a known texture."),
        };
    }

    private float Size(double low, double high) => (float)(coarseness * random.NextIn(low, high));

    private static Float3 Contrast(Float3 colour) => colour.X + colour.Y + colour.Z > 1.2f ? Dark : Pale;

    private Planks StainedWood(Float3 colour) =>
        new(Float3.Lerp(colour, random.Pick(Palette.Woods), 0.3f), Size(0.08, 0.15), Seed);

    /// <summary>The surface of a solid with the words that name it.</summary>
    public (string Name, Texture Texture) OfSolid()
    {
        var (name, colour) = random.Pick(Palette.Bold);
        var contrast = Contrast(colour);
        return random.NextBelow(6) switch
        {
            0 => ($"{name} brick", new Bricks(colour, Mortar, Size(0.07, 0.12), Seed)),
            1 => ($"{name} striped", new Stripes(colour, contrast, Size(0.06, 0.15), Seed)),
            2 => ($"{name} checked", new Checks(colour, contrast, Size(0.08, 0.18), Seed)),
            3 => ($"{name} marble", new Marble(colour, contrast, Size(0.3, 0.6), Seed)),
            4 => ($"{name} wooden", StainedWood(colour)),
            _ => ($"{name} mossy", new Foliage(colour, 0.3f * colour, Size(0.15, 0.35), Seed)),
        };
    }
}
