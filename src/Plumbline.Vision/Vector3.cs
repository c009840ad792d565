namespace Plumbline.Vision;

/// <summary>A point or direction in space, in double precision.</summary>
/// <param name="X">First coordinate; to the right in a camera's frame.</param>
/// <param name="Y">Second coordinate; downwards in a camera's frame.</param>
/// <param name="Z">Third coordinate; along the view in a camera's frame.</param>
public readonly record struct Vector3(double X, double Y, double Z)
{
    /// <summary>Euclidean length.</summary>
    public double Length => Math.Sqrt(Dot(this));

    /// <summary>Inner product.</summary>
    public double Dot(Vector3 other) => X * other.X + Y * other.Y + Z * other.Z;

    /// <summary>Cross product, right-handed.</summary>
    public Vector3 Cross(Vector3 other) =>
        new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);

    /// <summary>Sum of two vectors.</summary>
    public static Vector3 operator +(Vector3 left, Vector3 right) =>
        new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    /// <summary>Difference of two vectors.</summary>
    public static Vector3 operator -(Vector3 left, Vector3 right) =>
        new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    /// <summary>The opposite vector.</summary>
    public static Vector3 operator -(Vector3 vector) => new(-vector.X, -vector.Y, -vector.Z);

    /// <summary>A vector scaled by a number.</summary>
    public static Vector3 operator *(double scale, Vector3 vector) =>
        new(scale * vector.X, scale * vector.Y, scale * vector.Z);
}
