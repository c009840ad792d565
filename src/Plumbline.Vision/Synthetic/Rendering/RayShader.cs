using System.Runtime.Intrinsics;
using BitOperations = System.Numerics.BitOperations;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Follows rays of one camera into one moment of a world, eight at a time.</summary>
internal sealed class RayShader
{
    // Slightly wider than the pixel: a box of exactly one pixel would still pass some of what the grid cannot carry.
    private const float FootprintPixels = 1.2f;

    // At a grazing angle the next ray may miss the plane; one pixel then spans no more than 32 at right angles.
    private const float MostStretch = 32;

    private readonly Moment _moment;
    private readonly PixelBox[] _boxes;
    private readonly Float3 _eye;
    private readonly Float3 _right;
    private readonly Float3 _down;
    private readonly Float3 _corner;

    /// <summary>Prepares a camera.</summary>
    /// <param name="moment">The world.</param>
    /// <param name="view">The camera.</param>
    public RayShader(Moment moment, View view)
    {
        _moment = moment;
        var rotation = view.CameraFromWorld.Rotation;
        _eye = ToFloat(view.CameraFromWorld.OriginInSource);
        // Directions have unit depth along the view, so that the ray parameter is the depth.
        _right = ToFloat(1 / view.Camera.Fx * new Vector3(rotation.M00, rotation.M01, rotation.M02));
        _down = ToFloat(1 / view.Camera.Fy * new Vector3(rotation.M10, rotation.M11, rotation.M12));
        _corner = ToFloat(rotation.Transpose * view.Camera.Unproject(new(0, 0)));
        _boxes = Array.ConvertAll(moment.Solids, solid => PixelBox.Around(solid, view));
    }

    /// <summary>Shades what the rays see.</summary>
    /// <param name="x">Columns in the picture, pixels.</param>
    /// <param name="y">Rows in the picture, pixels.</param>
    /// <param name="box">A rectangle that holds them all.</param>
    /// <param name="pixelSize">Side of the square that each ray stands for, pixels.</param>
    /// <param name="seen">What the rays see.</param>
    public void Shade(Lanes x, Lanes y, in PixelBox box, float pixelSize, out ShadedRays seen)
    {
        var direction = Lanes3.Of(_corner) + x * Lanes3.Of(_right) + y * Lanes3.Of(_down);
        var (solid, depth) = Trace(direction, box);
        var step = FootprintPixels * pixelSize;
        var isSky = Vector256.LessThan(solid, Lanes.Zero);
        seen = new() { Depth = depth, Face = Vector256.Create(RenderedFrame.Sky) };
        if (LaneMath.Any(isSky))
            seen.Colour = _moment.Sky.ColourAt(Lanes3.Normalize(direction), step * _right.Length());

        var pending = Vector256.ExtractMostSignificantBits(~isSky);
        while (pending != 0)
        {
            var index = (int)solid[BitOperations.TrailingZeroCount(pending)];
            var mask = Vector256.Equals(solid, Vector256.Create((float)index));
            ShadeSolid(index, mask, direction, step, ref seen);
            pending &= ~Vector256.ExtractMostSignificantBits(mask);
        }
    }

    /// <summary>Which solids the rays meet first.</summary>
    /// <returns>Indices, −1 for the sky, and ray parameters.</returns>
    private (Lanes Solid, Lanes Depth) Trace(in Lanes3 direction, in PixelBox box)
    {
        var (nearest, depth, origin) = (-Lanes.One, LaneMath.Miss, Lanes3.Of(_eye));
        for (var i = 0; i < _boxes.Length; i++)
        {
            if (!_boxes[i].Meets(box))
                continue;
            var hit = _moment.Solids[i].Intersect(origin, direction, Vector256.Create(1e-3f), depth);
            var isNearer = Vector256.LessThan(hit, depth);
            nearest = Vector256.ConditionalSelect(isNearer, Vector256.Create((float)i), nearest);
            depth = Vector256.ConditionalSelect(isNearer, hit, depth);
        }

        return (nearest, depth);
    }

    private void ShadeSolid(int index, Lanes mask, in Lanes3 direction, float step, ref ShadedRays seen)
    {
        var placed = _moment.Solids[index];
        var depth = Vector256.ConditionalSelect(mask, seen.Depth, Lanes.One);
        var point = Lanes3.Of(_eye) + depth * direction;
        var (surface, outward) = placed.SurfaceAt(point);
        var isTurned = Vector256.GreaterThan(Lanes3.Dot(outward, direction), Lanes.Zero);
        var normal = Lanes3.Select(isTurned, -Lanes.One * outward, outward);
        var isLit = _moment.IsLit(point, normal);
        var right = StepOnSurface(direction, Lanes3.Of(step * _right), normal, depth);
        var down = StepOnSurface(direction, Lanes3.Of(step * _down), normal, depth);
        var colour = placed.ColourAt(surface, right, down, mask) * _moment.LightOn(index, point, normal, isLit);

        var face = Vector256.ConvertToInt32Native(surface.Face) + Vector256.ConvertToInt32Native(surface.Face);
        face += Vector256.Create(RenderedFrame.FaceOf(index, 0)) + (isLit.AsInt32() & Vector256<int>.One);
        seen.Face = Vector256.ConditionalSelect(mask.AsInt32(), face, seen.Face);
        seen.Colour = Lanes3.Select(mask, colour, seen.Colour);
        seen.Normal = Lanes3.Select(mask, normal, seen.Normal);
    }

    // Where the ray of the next pixel meets the tangent plane, relative to where this one does.
    private static Lanes3 StepOnSurface(in Lanes3 direction, in Lanes3 step, in Lanes3 normal, Lanes depth)
    {
        var next = direction + step;
        var ratio = Lanes3.Dot(normal, direction) / Lanes3.Dot(normal, next);
        var isUsable = Vector256.GreaterThan(ratio, Lanes.Zero)
            & Vector256.LessThan(ratio, Vector256.Create(MostStretch));
        ratio = Vector256.ConditionalSelect(isUsable, ratio, Vector256.Create(MostStretch));
        return depth * (ratio * next - direction);
    }

    private static Float3 ToFloat(Vector3 v) => new((float)v.X, (float)v.Y, (float)v.Z);
}
