using System.Runtime.Intrinsics;
using Plumbline.Vision.Synthetic;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Tests.Synthetic;

/// <summary>Every form against a plain walk along the ray that asks where it gets inside.</summary>
public sealed class ShapeTests
{
    private const float WalkMetres = 5e-4f;

    public static TheoryData<string> Shapes => [.. Forms.Keys];

    private static Dictionary<string, (Shape Shape, Func<Float3, bool> IsInside)> Forms { get; } = new()
    {
        ["box"] = (new Box(0.9f, 0.7f, 0.5f), p => InBlock(p, 0.9f, 0.7f, 0.5f)),
        ["sphere"] = (new Sphere(0.5f), p => (p + new Float3(0, 0.5f, 0)).Length() <= 0.5f),
        ["cylinder"] = (new Cylinder(0.4f, 0.9f), p => Ring(p) <= 0.4f && p.Y <= 0 && p.Y >= -0.9f),
        ["cone"] = (new Cone(0.5f, 1.1f), p => p.Y <= 0 && p.Y >= -1.1f && Ring(p) <= 0.5f * (p.Y + 1.1f) / 1.1f),
        ["torus"] = (new Torus(0.4f, 0.15f), p => InTorus(p + new Float3(0, 0.55f, 0))),
        ["arch"] = (new Arch(1.2f, 1.1f, 0.4f, 0.6f), p => InBlock(p, 1.2f, 1.1f, 0.4f) && !InGate(p)),
        ["stairs"] = (new Stairs(0.8f, 0.8f, 0.8f), InStairs),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rays_meet_a_shape_where_a_walk_along_them_enters_it(string name)
    {
        var (shape, isInside) = Forms[name];
        var random = new SeededRandom(1);
        var (hits, misses, disagreements) = (0, 0, 0);

        for (var i = 0; i < 60; i++)
        {
            var (origins, directions) = RandomRays(random);
            var found = shape.Intersect(Of(origins), Of(directions), Lanes.Zero, Vector256.Create(10f));
            for (var lane = 0; lane < Lanes3.Count; lane++)
            {
                var walked = Walk(origins[lane], directions[lane], isInside);
                var agrees = float.IsInfinity(walked)
                    ? float.IsInfinity(found[lane])
                    : Math.Abs(found[lane] - walked) <= 2 * WalkMetres;
                disagreements += agrees ? 0 : 1;
                hits += float.IsInfinity(walked) ? 0 : 1;
                misses += float.IsInfinity(walked) ? 1 : 0;
            }
        }

        // A ray that grazes an edge may cross less of the shape than one step of the walk.
        Assert.True(disagreements <= 2, $"{disagreements} of {hits} hits and {misses} misses");
        Assert.InRange(hits, 60, 420);
        Assert.InRange(misses, 40, 420);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Normals_point_out_of_the_shape(string name)
    {
        var (shape, isInside) = Forms[name];
        var random = new SeededRandom(2);
        var (count, wrong) = (0, 0);

        for (var i = 0; i < 60; i++)
        {
            var (origins, directions) = RandomRays(random);
            var found = shape.Intersect(Of(origins), Of(directions), Lanes.Zero, Vector256.Create(10f));
            var normal = shape.At(Of(origins) + found * Of(directions)).Normal;
            for (var lane = 0; lane < Lanes3.Count; lane++)
            {
                if (float.IsInfinity(found[lane]))
                    continue;
                var point = origins[lane] + found[lane] * directions[lane];
                var outward = new Float3(normal.X[lane], normal.Y[lane], normal.Z[lane]);
                Assert.Equal(1, outward.Length(), 1e-4f);
                count++;
                wrong += !isInside(point + 2e-3f * outward) && isInside(point - 2e-3f * outward) ? 0 : 1;
            }
        }

        // Two millimetres from an edge the step along the normal of one face crosses the other.
        Assert.True(wrong <= 0.03 * count, $"{wrong} of {count}");
    }

    private static float Walk(Float3 origin, Float3 direction, Func<Float3, bool> isInside)
    {
        for (var t = 0f; t < 6; t += WalkMetres)
        {
            if (isInside(origin + t * direction))
                return t;
        }

        return float.PositiveInfinity;
    }

    private static (Float3[] Origins, Float3[] Directions) RandomRays(SeededRandom random)
    {
        var (origins, directions) = (new Float3[Lanes3.Count], new Float3[Lanes3.Count]);
        for (var lane = 0; lane < Lanes3.Count; lane++)
        {
            var azimuth = random.NextIn(0, 2 * Math.PI);
            origins[lane] = new(
                (float)(3 * Math.Sin(azimuth)), -(float)random.NextIn(0.1, 2.5), (float)(3 * Math.Cos(azimuth)));
            var target = new Float3(
                (float)random.NextIn(-0.7, 0.7), -(float)random.NextIn(-0.1, 1.2), (float)random.NextIn(-0.6, 0.6));
            directions[lane] = Float3.Normalize(target - origins[lane]);
        }

        return (origins, directions);
    }

    private static Lanes3 Of(Float3[] values) => new(
        Vector256.Create([.. values.Select(v => v.X)]), Vector256.Create([.. values.Select(v => v.Y)]),
        Vector256.Create([.. values.Select(v => v.Z)]));

    private static float Ring(Float3 p) => MathF.Sqrt(p.X * p.X + p.Z * p.Z);

    private static bool InBlock(Float3 p, float width, float height, float depth) =>
        MathF.Abs(p.X) <= width / 2 && p.Y <= 0 && p.Y >= -height && MathF.Abs(p.Z) <= depth / 2;

    private static bool InTorus(Float3 p)
    {
        var fromTube = MathF.Sqrt(p.X * p.X + p.Y * p.Y) - 0.4f;
        return fromTube * fromTube + p.Z * p.Z <= 0.15f * 0.15f;
    }

    // The head springs where the wall above the gate is as thick as the walls beside it: 0.3 m.
    private static bool InGate(Float3 p) =>
        MathF.Abs(p.X) < 0.3f && (p.Y > -0.5f || p.X * p.X + (p.Y + 0.5f) * (p.Y + 0.5f) < 0.3f * 0.3f);

    private static bool InStairs(Float3 p) =>
        InBlock(p, 0.8f, 0.8f, 0.8f) && -p.Y <= 0.2f * (1 + MathF.Floor((p.Z + 0.4f) / 0.2f));
}
