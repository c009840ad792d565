using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Makes up a training world from a seed: a setting, one to three large objects, a camera command.</summary>
internal sealed class TrainingWorldComposer
{
    private const int MostAttempts = 400;
    private const int ProbeSize = 32;

    // Small pictures: patterns must span several pixels at three metres.
    private const double Coarseness = 1.6;
    private const float Occlusion = 0.9f;

    private static readonly SpatialRelation[] AllRelations = Enum.GetValues<SpatialRelation>();

    private readonly long _seed;
    private readonly WorldFormat _format;
    private readonly SeededRandom _random;
    private readonly SurfacePicker _surfaces;

    /// <summary>Prepares a world.</summary>
    /// <param name="seed">The same seed gives the same world.</param>
    /// <param name="format">Size, length and difficulty.</param>
    public TrainingWorldComposer(long seed, WorldFormat format)
    {
        (_seed, _format) = (seed, format);
        // Neighbouring seeds must not give neighbouring worlds.
        _random = new(new SeededRandom((ulong)seed ^ 0x5D1A_77E4_0C3B_9F21UL).NextBits());
        _surfaces = new(_random, Coarseness);
    }

    /// <summary>Makes up the world: drafts are drawn until one shows what its caption says.</summary>
    public TrainingWorld Compose()
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (objects, relations) = DrawObjects();
            var camera = DrawCamera();
            var distance = _random.NextIn(3.0, 3.5) + CaptionCamera.DistancePerObject * (objects.Length - 1);
            var eye = new Vector3(_random.NextIn(-0.3, 0.3), -_random.NextIn(1.0, 1.5), 0);
            var home = new Viewpoint(eye, new(0, CaptionCamera.TargetHeight, distance), _random.NextIn(52, 58));
            var placed = Place(objects, relations, distance);
            if (!AreApart(placed))
                continue;
            var scene = MakeScene(placed, home);
            if (!scene.HasRoomFor(TrainingWorld.PathOf(camera, _seed), _format.FrameCount))
                continue;
            var world = new TrainingWorld(_seed, _format, scene, placed, relations, camera);
            if (SaysTheTruth(world))
                return world;
        }

        throw new InvalidOperationException(
            $"TrainingWorld {_seed}: expected a draft that shows its caption within {MostAttempts} attempts, got none. "
            + "Please report the seed.");
    }

    private (WorldObject[] Objects, ObjectRelation[] Relations) DrawObjects()
    {
        var kind = _random.NextUnit();
        var count = Math.Min(_format.MostObjects, kind < 0.35 ? 1 : kind < 0.8 ? 2 : 3);
        var areAlike = count > 1 && _random.NextUnit() < 0.25;
        var objects = new WorldObject[count];
        for (var i = 0; i < count; i++)
            objects[i] = areAlike && i > 0 ? objects[0] : DrawObject(objects.AsSpan(0, i), count);
        if (areAlike || count == 1)
            return (objects, []);
        if (count == 2)
            return (objects, [new(0, _random.Pick(AllRelations), 1)]);
        var way = _random.NextSign() > 0 ? SpatialRelation.LeftOf : SpatialRelation.RightOf;
        return (objects, [new(0, way, 1), new(1, way, 2)]);
    }

    // Objects of one caption differ in colour and in shape, so that each of them can be told from the others.
    private WorldObject DrawObject(ReadOnlySpan<WorldObject> others, int count)
    {
        while (true)
        {
            var colour = _random.Pick(Enum.GetValues<ObjectColour>());
            var shape = _random.Pick(Enum.GetValues<ObjectShape>());
            var texture = _random.Pick(Enum.GetValues<ObjectTexture>());
            var size = (1.34 - 0.14 * count) * _random.NextIn(0.9, 1.1);
            var isNew = true;
            foreach (var other in others)
                isNew &= other.Colour != colour && other.Shape != shape;
            if (isNew)
            {
                var form = ObjectForms.Of(shape, (float)size);
                return new(colour, texture, shape, default, 0, 2 * form.FootprintRadius, form.Height);
            }
        }
    }

    private CameraCommand DrawCamera()
    {
        var move = _random.Pick(Enum.GetValues<CameraMove>());
        var (low, high) = CameraCommand.UsualAmounts(move);
        return new(move, _random.NextSign() * _format.Speed * _random.NextIn(low, high));
    }

    private WorldObject[] Place(WorldObject[] objects, ObjectRelation[] relations, double distance)
    {
        var placed = new WorldObject[objects.Length];
        var isDeep = relations is [{ Relation: SpatialRelation.InFrontOf or SpatialRelation.Behind }];
        var isFlipped = relations is [{ Relation: SpatialRelation.RightOf or SpatialRelation.Behind }, ..];
        var side = _random.NextSign();
        for (var i = 0; i < objects.Length; i++)
        {
            // From −½ for the leftmost or nearest to ½ for the rightmost or furthest.
            var rank = objects.Length == 1 ? 0 : (double)i / (objects.Length - 1) - 0.5;
            if (isFlipped)
                rank = -rank;
            var spread = objects.Length == 3 ? 2.7 : isDeep ? 1.1 * side : 1.6;
            var x = rank * spread + _random.NextIn(-0.12, 0.12);
            var z = distance + (isDeep ? 1.7 * rank + 0.15 : 0) + _random.NextIn(-0.2, 0.25);
            // A gate, a ring and a flight of steps are known by their front.
            var turn = objects[i].Shape is ObjectShape.Arch or ObjectShape.Ring or ObjectShape.Stairs ? 0.6 : Math.PI;
            placed[i] = objects[i] with { Foot = new(x, 0, z), YawRadians = _random.NextIn(-turn, turn) };
        }

        return placed;
    }

    private static bool AreApart(WorldObject[] objects)
    {
        for (var i = 0; i < objects.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var between = objects[i].Foot - objects[j].Foot;
                if (between.Length < 0.5 * (objects[i].WidthMetres + objects[j].WidthMetres) + 0.05)
                    return false;
            }
        }

        return true;
    }

    private SyntheticWorld MakeScene(WorldObject[] objects, Viewpoint home)
    {
        Solid[] solids = [.. objects.Select(thing => new Solid(
            thing.Name, ObjectForms.Of(thing), _surfaces.Of(thing.Colour, thing.Texture),
            Placement.Upright(thing.Foot.X, 0, thing.Foot.Z, thing.YawRadians)))];
        return _random.NextUnit() < 0.6 ? MakeRoom(solids, home) : MakeYard(solids, home);
    }

    private SyntheticWorld MakeRoom(Solid[] solids, Viewpoint home)
    {
        const double front = -2;
        var (width, height) = (_random.NextIn(5.5, 7), _random.NextIn(3, 3.6));
        var back = home.Target.Z + _random.NextIn(1.9, 2.6);
        var (depth, wall, side) = (back - front, _surfaces.Wall(), _surfaces.Wall());
        var (sidePanel, endPanel) = (new Panel((float)depth, (float)height), new Panel((float)width, (float)height));
        var slab = new Panel((float)width, (float)depth);
        Solid[] background =
        [
            new("floor", slab, _surfaces.Floor(), Placement.FacingUp(0, 0, front)),
            new("ceiling", slab, _surfaces.Ceiling(), Placement.FacingDown(0, -height, back)),
            new("back wall", endPanel, wall, Placement.Upright(0, 0, back, 0)),
            new("front wall", endPanel, wall, Placement.Upright(0, 0, front, Math.PI)),
            new("left wall", sidePanel, side, Placement.Upright(-width / 2, 0, (front + back) / 2, -Math.PI / 2)),
            new("right wall", sidePanel, side, Placement.Upright(width / 2, 0, (front + back) / 2, Math.PI / 2)),
        ];
        var lamp = new Light(
            new(
                (float)(_random.NextSign() * _random.NextIn(1.2, 2.2)), (float)(-height + 0.3),
                (float)_random.NextIn(0.8, 2.2)),
            new(2.2f, 1.95f, 1.62f), new(0.36f, 0.38f, 0.43f), 2.6f, Occlusion);
        var (low, high) = (
            new Vector3(-width / 2 + 0.1, -height + 0.1, front + 0.1), new Vector3(width / 2 - 0.1, -0.1, back - 0.1));
        return new(background, solids, lamp, new(0), home, (low, high));
    }

    private SyntheticWorld MakeYard(Solid[] solids, Viewpoint home)
    {
        var ground = new Solid("ground", new Panel(80, 80), _surfaces.Ground(), Placement.FacingUp(0, 0, -30));
        var wall = new Solid(
            "wall", new Panel(60, (float)_random.NextIn(1.0, 2.2)), _surfaces.OutdoorWall(),
            Placement.Upright(0, 0, home.Target.Z + _random.NextIn(2.5, 4), _random.NextIn(-0.2, 0.2)));
        var azimuth = _random.NextSign() * _random.NextIn(0.6, 1.4);
        var toSun = new Float3((float)Math.Sin(azimuth), (float)-_random.NextIn(0.7, 1.0), (float)-Math.Cos(azimuth));
        var sun = new Light(
            300 * toSun, new(1.12f, 1.0f, 0.80f), new(0.30f, 0.35f, 0.45f), Occlusion: Occlusion);
        var sky = new Sky((uint)_random.NextBits());
        return new([ground, wall], solids, sun, sky, home, (new(-6, -6, -6), new(6, -0.1, home.Target.Z + 2)));
    }

    // What the first frame shows decides: every object is large enough, and lies where the caption says.
    private static bool SaysTheTruth(TrainingWorld world)
    {
        var first = world.Views[0];
        var mask = world.Scene.SolidsIn(first with { Camera = first.Camera.Resized(ProbeSize, ProbeSize) });
        var (counts, columns) = (new int[world.Objects.Count + 1], new double[world.Objects.Count + 1]);
        for (var i = 0; i < mask.Length; i++)
        {
            counts[mask[i]]++;
            columns[mask[i]] += i % ProbeSize;
        }

        var least = ProbeSize * ProbeSize * (world.Objects.Count == 1 ? 0.05 : 0.025);
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] < least)
                return false;
        }

        return world.Relations.All(relation =>
        {
            var (one, two) = (relation.First + 1, relation.Second + 1);
            var toRight = (columns[two] / counts[two] - columns[one] / counts[one]) / ProbeSize;
            var deeper = Depth(relation.Second) - Depth(relation.First);
            return relation.Relation switch
            {
                SpatialRelation.LeftOf => toRight > 0.15,
                SpatialRelation.RightOf => toRight < -0.15,
                SpatialRelation.InFrontOf => deeper > 0.7,
                _ => deeper < -0.7,
            };
        });

        double Depth(int index) => (first.CameraFromWorld * world.Objects[index].Foot).Z;
    }
}
