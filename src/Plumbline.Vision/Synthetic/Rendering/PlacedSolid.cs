using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>A solid at one moment, ready to be hit by rays of the world.</summary>
internal sealed class PlacedSolid
{
    private readonly Shape _shape;
    private readonly Texture _texture;
    private readonly Matrix4x4 _solidFromWorld;
    private readonly Matrix4x4 _normalToWorld;
    private readonly Vector2 _textureOffset;
    private readonly Float3 _middle;
    private readonly float _radiusSquared;
    private readonly bool _isFlat;

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
        _middle = Float3.Transform(shape.Middle, worldFromSolid);
        var radius = shape.BoundingRadius * stretch;
        _radiusSquared = radius * radius;
        _isFlat = shape is Panel;
    }

    /// <summary>Where it stands, for row vectors.</summary>
    public Matrix4x4 WorldFromSolid { get; }

    /// <summary>Finds where a ray of the world meets the solid first.</summary>
    /// <returns>Ray parameter in [near, far], in units of the direction; infinite where it misses.</returns>
    public float Intersect(Float3 origin, Float3 direction, float near, float far)
    {
        // A panel costs less to hit than its enclosing sphere costs to miss.
        if (!_isFlat)
        {
            var toMiddle = _middle - origin;
            var along = Float3.Dot(toMiddle, direction);
            var lengthSquared = direction.LengthSquared();
            if (toMiddle.LengthSquared() - along * along / lengthSquared > _radiusSquared)
                return float.PositiveInfinity;
        }

        return _shape.Intersect(
            Float3.Transform(origin, _solidFromWorld), Float3.TransformNormal(direction, _solidFromWorld), near, far);
    }

    /// <summary>Where a point of the world lies on the solid.</summary>
    public Float3 ToSolid(Float3 pointInWorld) => Float3.Transform(pointInWorld, _solidFromWorld);

    /// <summary>Describes the surface at a point of the world that lies on it.</summary>
    /// <returns>The point in the frame of the shape, and the unit normal in the world.</returns>
    public (SurfacePoint Surface, Float3 Normal) SurfaceAt(Float3 pointInWorld)
    {
        var surface = _shape.At(ToSolid(pointInWorld));
        return (surface, Float3.Normalize(Float3.TransformNormal(surface.Normal, _normalToWorld)));
    }

    /// <summary>The colour of the surface under a pixel.</summary>
    /// <param name="surface">A point of the surface.</param>
    /// <param name="pixelRight">The way on the surface to the next pixel on the right, world.</param>
    /// <param name="pixelDown">The way on the surface to the next pixel below, world.</param>
    /// <returns>Share of the light that is sent back, linear RGB.</returns>
    public Float3 ColourAt(in SurfacePoint surface, Float3 pixelRight, Float3 pixelDown)
    {
        var right = Float3.TransformNormal(pixelRight, _solidFromWorld);
        var down = Float3.TransformNormal(pixelDown, _solidFromWorld);
        var footprint = new Vector2(
            MathF.Abs(Float3.Dot(right, surface.GradientU)) + MathF.Abs(Float3.Dot(down, surface.GradientU)),
            MathF.Abs(Float3.Dot(right, surface.GradientV)) + MathF.Abs(Float3.Dot(down, surface.GradientV)));
        // Faces of one shape would otherwise repeat each other where they meet.
        var uv = surface.Uv + new Vector2(13.7f, 5.3f) * surface.Face + _textureOffset;
        return _texture.ColourAt(uv, Vector2.Max(footprint, new(1e-5f)));
    }
}
