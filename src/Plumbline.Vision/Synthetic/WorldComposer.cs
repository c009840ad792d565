using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Makes up a world from a seed: a setting, then solids on its ground.</summary>
internal sealed class WorldComposer
{
    private static readonly string[] Words =
        ["NORTH GATE", "CAFE 24", "PLUMB LINE", "TRUE VIEW", "STUDIO 7", "GALLERY", "QUIET ZONE", "EXIT 3"];

    private readonly SeededRandom _random;
    private readonly SurfacePicker _surfaces;

    /// <summary>Prepares a world.</summary>
    /// <param name="seed">The same seed gives the same world.</param>
    public WorldComposer(int seed)
    {
        _random = new((ulong)seed);
        _surfaces = new(_random);
    }

    /// <summary>Makes up the world.</summary>
    public SyntheticWorld Compose() => _random.NextUnit() < 0.65 ? ComposeRoom() : ComposeYard();

    private SyntheticWorld ComposeRoom()
    {
        var (width, depth, height) = (_random.NextIn(5, 7.5), _random.NextIn(6, 8), _random.NextIn(2.6, 3.3));
        var (wall, side) = (_surfaces.Wall(), new Panel((float)depth, (float)height));
        Solid[] background =
        [
            new("floor", new Panel((float)width, (float)depth), _surfaces.Floor(), Placement.FacingUp(0, 0, 0)),
            new(
                "ceiling", new Panel((float)width, (float)depth), _surfaces.Ceiling(),
                Placement.FacingDown(0, -height, depth)),
            new("back wall", new Panel((float)width, (float)height), wall, Placement.Upright(0, 0, depth, 0)),
            new("front wall", new Panel((float)width, (float)height), wall, Placement.Upright(0, 0, 0, Math.PI)),
            new("left wall", side, _surfaces.Wall(), Placement.Upright(-width / 2, 0, depth / 2, -Math.PI / 2)),
            new("right wall", side, _surfaces.Wall(), Placement.Upright(width / 2, 0, depth / 2, Math.PI / 2)),
            .. Posters(width, depth, height),
        ];
        var solids = Solids(new(-width / 2 + 0.3, 0, 3.2), new(width / 2 - 0.3, 0, depth - 0.4));
        var lamp = new Light(
            new(
                (float)_random.NextIn(-width / 4, width / 4), (float)(-height + 0.25),
                (float)_random.NextIn(1.5, depth / 2)),
            new(0.85f, 0.80f, 0.72f), new(0.42f, 0.43f, 0.46f));
        var home = HomeBefore(solids, 1.2);
        var (low, high) = (
            new Vector3(-width / 2 + 0.1, -height + 0.1, 0.1), new Vector3(width / 2 - 0.1, -0.1, depth - 0.1));
        return new(background, solids, lamp, new(0), home, (low, high));
    }

    private SyntheticWorld ComposeYard()
    {
        var distance = _random.NextIn(8, 13);
        var ground = new Solid("ground", new Panel(80, 80), _surfaces.Ground(), Placement.FacingUp(0, 0, -30));
        var panel = new Panel(60, (float)_random.NextIn(1.8, 3.5));
        var wall = new Solid(
            "wall", panel, _surfaces.OutdoorWall(), Placement.Upright(0, 0, distance, _random.NextIn(-0.25, 0.25)));
        var solids = Solids(new(-2.6, 0, 3.4), new(2.6, 0, 6.8));
        var azimuth = _random.NextIn(-0.9, 0.9);
        var toSun = new Float3((float)Math.Sin(azimuth), -0.9f, (float)-Math.Cos(azimuth));
        var sun = new Light(300 * toSun, new(0.95f, 0.88f, 0.75f), new(0.34f, 0.38f, 0.46f));
        var sky = new Sky((uint)_random.NextBits());
        return new([ground, wall], solids, sun, sky, HomeBefore(solids, 0), (new(-25, -20, -25), new(25, -0.1, 6)));
    }

    private IEnumerable<Solid> Posters(double width, double depth, double height)
    {
        for (var i = 0; i < 3; i++)
        {
            var board = _random.Pick(Palette.Bold);
            var ink = _random.Pick(Palette.Bold);
            var light = board.Colour.Y > ink.Colour.Y ? board.Colour : new Float3(0.8f, 0.8f, 0.76f);
            var words = _random.Pick(Words);
            var signWidth = (float)_random.NextIn(0.9, 1.5);
            var sign = new Sign(words.Split(' '), signWidth, light, 0.6f * ink.Colour, (uint)_random.NextBits());
            var panel = new Panel((float)sign.Width, sign.Height);
            var bottom = -_random.NextIn(1.0, height - 1.2);
            // One on each of the walls in view, a centimetre in front of it.
            var along = _random.NextIn(-0.25, 0.25);
            var place = i switch
            {
                0 => Placement.Upright(along * width, bottom, depth - 0.01, 0),
                1 => Placement.Upright(-width / 2 + 0.01, bottom, (0.65 + along) * depth, -Math.PI / 2),
                _ => Placement.Upright(width / 2 - 0.01, bottom, (0.65 + along) * depth, Math.PI / 2),
            };
            yield return new($"sign {words}", panel, sign, place);
        }
    }

    // Rejection: a place counts when the solid touches no other; a crowded corner simply gets fewer solids, never below
    // two.
    private List<Solid> Solids(Vector3 low, Vector3 high)
    {
        var (count, solids) = (2 + _random.NextBelow(5), new List<Solid>());
        for (var attempt = 0; solids.Count < count && (attempt < 200 || solids.Count < 2); attempt++)
        {
            var (shapeName, shape) = MakeShape();
            var (surfaceName, texture) = _surfaces.OfSolid();
            var reach = shape.FootprintRadius;
            var (x, z) = (_random.NextIn(low.X + reach, high.X - reach), _random.NextIn(low.Z + reach, high.Z - reach));
            if (!solids.TrueForAll(other => Apart(other, x, z) > reach + other.Shape.FootprintRadius + 0.05))
                continue;
            var place = Placement.Upright(x, 0, z, _random.NextIn(0, 2 * Math.PI));
            solids.Add(new($"{surfaceName} {shapeName}", shape, texture, place));
        }

        return solids;
    }

    private static double Apart(Solid other, double x, double z)
    {
        var (dx, dz) = (other.Foot.X - x, other.Foot.Z - z);
        return Math.Sqrt(dx * dx + dz * dz);
    }

    private (string Name, Shape Shape) MakeShape()
    {
        var (size, slim) = ((float)_random.NextIn(0.35, 0.65), (float)_random.NextIn(0.7, 1.6));
        return _random.NextBelow(4) switch
        {
            0 => ("box", new Box(1.5f * size, 1.5f * size * slim, 1.3f * size)),
            1 => ("sphere", new Sphere(size)),
            2 => ("cylinder", new Cylinder(0.75f * size, 2 * size * slim)),
            _ => ("cone", new Cone(size, 2.2f * size * slim)),
        };
    }

    private Viewpoint HomeBefore(List<Solid> solids, double z)
    {
        var (x, far) = (solids.Average(solid => solid.Foot.X), solids.Average(solid => solid.Foot.Z));
        var eye = new Vector3(_random.NextIn(-0.7, 0.7), -_random.NextIn(1.2, 1.7), z);
        return new(eye, new(0.5 * x, -0.55, far), _random.NextIn(55, 68));
    }
}
