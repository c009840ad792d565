namespace Plumbline.Vision.Synthetic;

/// <summary>The forms that shape words mean.</summary>
internal static class ObjectForms
{
    /// <summary>A form of about one metre.</summary>
    /// <param name="shape">The word.</param>
    /// <param name="size">Factor on every length.</param>
    public static Shape Of(ObjectShape shape, float size) => shape switch
    {
        ObjectShape.Box => new Box(0.85f * size, 0.9f * size, 0.85f * size),
        ObjectShape.Ball => new Sphere(0.55f * size),
        ObjectShape.Cylinder => new Cylinder(0.4f * size, 1.2f * size),
        ObjectShape.Cone => new Cone(0.55f * size, 1.35f * size),
        ObjectShape.Ring => new Torus(0.45f * size, 0.17f * size),
        ObjectShape.Arch => new Arch(1.2f * size, 1.15f * size, 0.45f * size, 0.6f * size),
        ObjectShape.Stairs => new Stairs(0.9f * size, 0.9f * size, 0.9f * size),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Expected a known shape."),
    };

    /// <summary>The form of an object, at its size.</summary>
    public static Shape Of(WorldObject thing) =>
        Of(thing.Shape, (float)(thing.HeightMetres / Of(thing.Shape, 1).Height));
}
