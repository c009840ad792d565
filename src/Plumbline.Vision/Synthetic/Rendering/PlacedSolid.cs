using System.Numerics;
using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>A solid at one moment, ready to be hit by rays of the world.</summary>
internal sealed class PlacedSolid
{
    private readonly Shape _shape;
    private readonly Texture _texture;
    private readonly Matrix4x4 _solidFromWorld;
    private readonly Matrix4x4 _normalToWorld;
    private readonly Vector2 _textureOffset;

    /// <summary>Places a solid.</summary>
    /// <param name="shape">Its form.</param>
    /// <param name="texture">Its surface.</param>
    /// <param name="worldFromSolid">An affine map for row vectors.</param>
    /// <param name="solidFromWorld">Its inverse.</param>
    /// <param name="textureOffset">How far the texture has slid, metres.</param>
    /// <param name="stretch">No length of the solid grows by more than this factor.</param>
    public PlacedSolid(
        Shape shape, Texture texture, Matrix4x4 worldFromSolid, Matrix4x4 solidFromWorld, Vector2 textureOffset,
        float stretch)
    {
        (_shape, _texture, WorldFromSolid, _solidFromWorld) = (shape, texture, worldFromSolid, solidFromWorld);
        _normalToWorld = Matrix4x4.Transpose(solidFromWorld);
        _textureOffset = textureOffset;
        Middle = Float3.Transform(shape.Middle, worldFromSolid);
        BoundingRadius = shape.BoundingRadius * stretch;
        IsFlat = shape is Panel;
    }

    /// <summary>Where it stands, for row vectors.</summary>
    public Matrix4x4 WorldFromSolid { get; }

    /// <summary>Centre of the enclosing sphere, world.</summary>
    public Float3 Middle { get; }

    /// <summary>Radius of the enclosing sphere, metres.</summary>
    public float BoundingRadius { get; }

    /// <summary>Whether it is a panel, which costs less to hit than its enclosing sphere costs to miss.</summary>
    public bool IsFlat { get; }

    /// <summary>Points of the world that the solid lies between: the corners of a panel, else its middle.</summary>
    public IEnumerable<Float3> Outline => IsFlat
        ? new Float3[]
        {
            new(-_shape.FootprintRadius, 0, 0), new(_shape.FootprintRadius, 0, 0),
            new(-_shape.FootprintRadius, -_shape.Height, 0), new(_shape.FootprintRadius, -_shape.Height, 0),
        }.Select(corner => Float3.Transform(corner, WorldFromSolid))
        : [Middle];

    /// <summary>Unit normal of a panel, world.</summary>
    public Float3 PanelNormal => Float3.Normalize(Float3.TransformNormal(-Float3.UnitZ, _normalToWorld));

    /// <summary>Finds where rays of the world meet the solid first.</summary>
    /// <returns>Ray parameters in [near, far], in units of the direction; infinite where a ray misses.</returns>
    public Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far)
    {
        if (!IsFlat)
        {
            var toMiddle = Lanes3.Of(Middle) - origin;
            var along = Lanes3.Dot(toMiddle, direction);
            var apartSquared = toMiddle.LengthSquared - along * along / direction.LengthSquared;
            if (!LaneMath.Any(
                Vector256.LessThanOrEqual(apartSquared, Vector256.Create(BoundingRadius * BoundingRadius))))
                return LaneMath.Miss;
        }

        return _shape.Intersect(
            Lanes3.Transform(origin, _solidFromWorld), Lanes3.TransformNormal(direction, _solidFromWorld), near, far);
    }

    /// <summary>Where a point of the world lies on the solid.</summary>
    public Float3 ToSolid(Float3 pointInWorld) => Float3.Transform(pointInWorld, _solidFromWorld);

    /// <summary>Describes the surface at points of the world that lie on it.</summary>
    /// <returns>The points in the frame of the shape, and the unit normals in the world.</returns>
    public (SurfacePoint Surface, Lanes3 Normal) SurfaceAt(in Lanes3 pointInWorld)
    {
        var surface = _shape.At(Lanes3.Transform(pointInWorld, _solidFromWorld));
        return (surface, Lanes3.Normalize(Lanes3.TransformNormal(surface.Normal, _normalToWorld)));
    }

    /// <summary>The colours of the surface under eight pixels.</summary>
    /// <param name="surface">Points of the surface.</param>
    /// <param name="pixelRight">The ways on the surface to the next pixels on the right, world.</param>
    /// <param name="pixelDown">The ways on the surface to the next pixels below, world.</param>
    /// <param name="mask">Which lanes count; the others need not cost anything.</param>
    /// <returns>Shares of the light that are sent back, linear RGB.</returns>
    public Lanes3 ColourAt(in SurfacePoint surface, in Lanes3 pixelRight, in Lanes3 pixelDown, Lanes mask)
    {
        var right = Lanes3.TransformNormal(pixelRight, _solidFromWorld);
        var down = Lanes3.TransformNormal(pixelDown, _solidFromWorld);
        // Faces of one shape would otherwise repeat each other where they meet.
        return _texture.ColourAt(new(
            surface.U + surface.Face * 13.7f + Vector256.Create(_textureOffset.X),
            surface.V + surface.Face * 5.3f + Vector256.Create(_textureOffset.Y),
            Reach(right, down, surface.GradientU, mask), Reach(right, down, surface.GradientV, mask)));
    }

    // A vast footprint fades every texture to its mean at once.
    private static Lanes Reach(in Lanes3 right, in Lanes3 down, in Lanes3 gradient, Lanes mask)
    {
        var reach = Vector256.Abs(Lanes3.Dot(right, gradient)) + Vector256.Abs(Lanes3.Dot(down, gradient));
        return Vector256.ConditionalSelect(
            mask, LaneMath.Max(reach, Vector256.Create(1e-5f)), Vector256.Create(1e3f));
    }
}
