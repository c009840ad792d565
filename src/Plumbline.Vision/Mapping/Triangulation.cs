namespace Plumbline.Vision.Mapping;

/// <summary>Points from rays.</summary>
internal static class Triangulation
{
    /// <summary>The point nearest to all rays, in the least-squares sense.</summary>
    /// <param name="rays">Centre and unit direction of each ray in the world.</param>
    /// <returns>The point, or nothing where the rays are all but parallel.</returns>
    /// <remarks>Midpoint method for many views: minimises the sum of squared distances to the rays.</remarks>
    public static Vector3? Midpoint(ReadOnlySpan<(Vector3 Centre, Vector3 Direction)> rays)
    {
        double a00 = 0, a01 = 0, a02 = 0, a11 = 0, a12 = 0, a22 = 0;
        var b = default(Vector3);
        foreach (var (c, d) in rays)
        {
            var (m00, m11, m22) = (1 - d.X * d.X, 1 - d.Y * d.Y, 1 - d.Z * d.Z);
            var (m01, m02, m12) = (-d.X * d.Y, -d.X * d.Z, -d.Y * d.Z);
            a00 += m00;
            a01 += m01;
            a02 += m02;
            a11 += m11;
            a12 += m12;
            a22 += m22;
            b += new Vector3(
                m00 * c.X + m01 * c.Y + m02 * c.Z, m01 * c.X + m11 * c.Y + m12 * c.Z,
                m02 * c.X + m12 * c.Y + m22 * c.Z);
        }

        var normal = new Matrix3(a00, a01, a02, a01, a11, a12, a02, a12, a22);
        return Math.Abs(normal.Determinant) < 1e-12 ? null : normal.Inverse() * b;
    }

    /// <summary>Largest angle between two of the rays, in radians.</summary>
    public static double LargestAngle(ReadOnlySpan<(Vector3 Centre, Vector3 Direction)> rays)
    {
        var smallestCosine = 1.0;
        for (var i = 0; i < rays.Length; i++)
            for (var j = i + 1; j < rays.Length; j++)
                smallestCosine = Math.Min(smallestCosine, rays[i].Direction.Dot(rays[j].Direction));
        return Math.Acos(Math.Clamp(smallestCosine, -1, 1));
    }
}
