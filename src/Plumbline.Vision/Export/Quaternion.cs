namespace Plumbline.Vision.Export;

/// <summary>A unit quaternion in Hamilton's convention, scalar first: how COLMAP stores rotations.</summary>
/// <param name="W">Scalar part, at least 0.</param>
/// <param name="X">First vector part.</param>
/// <param name="Y">Second vector part.</param>
/// <param name="Z">Third vector part.</param>
public readonly record struct Quaternion(double W, double X, double Y, double Z)
{
    /// <summary>The quaternion of a rotation.</summary>
    /// <param name="rotation">Rotation matrix, orthonormal with determinant 1.</param>
    /// <returns>The unit quaternion with a scalar part of at least 0.</returns>
    /// <remarks>
    /// Shepperd, Quaternion from Rotation Matrix, Journal of Guidance and Control 1(3), 1978: divide by the largest
    /// part.
    /// </remarks>
    public static Quaternion FromRotation(Matrix3 rotation)
    {
        var m = rotation;
        var quaternion =
            m.Trace >= Math.Max(m.M00, Math.Max(m.M11, m.M22)) ? new Quaternion(
                1 + m.Trace, m.M21 - m.M12, m.M02 - m.M20, m.M10 - m.M01)
            : m.M00 >= Math.Max(m.M11, m.M22) ? new Quaternion(
                m.M21 - m.M12, 1 + m.M00 - m.M11 - m.M22, m.M01 + m.M10, m.M02 + m.M20)
            : m.M11 >= m.M22 ? new Quaternion(m.M02 - m.M20, m.M01 + m.M10, 1 - m.M00 + m.M11 - m.M22, m.M12 + m.M21)
            : new Quaternion(m.M10 - m.M01, m.M02 + m.M20, m.M12 + m.M21, 1 - m.M00 - m.M11 + m.M22);
        return quaternion.Normalised();
    }

    /// <summary>The rotation of this quaternion.</summary>
    /// <returns>Rotation matrix.</returns>
    public Matrix3 ToRotation() => new(
        1 - 2 * (Y * Y + Z * Z), 2 * (X * Y - W * Z), 2 * (X * Z + W * Y),
        2 * (X * Y + W * Z), 1 - 2 * (X * X + Z * Z), 2 * (Y * Z - W * X),
        2 * (X * Z - W * Y), 2 * (Y * Z + W * X), 1 - 2 * (X * X + Y * Y));

    private Quaternion Normalised()
    {
        var scale = 1 / Math.Sqrt(W * W + X * X + Y * Y + Z * Z) * (W < 0 ? -1 : 1);
        return new(W * scale, X * scale, Y * scale, Z * scale);
    }
}
