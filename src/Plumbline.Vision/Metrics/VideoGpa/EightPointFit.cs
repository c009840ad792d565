namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>The epipolar geometry that fits all matches equally, outliers included.</summary>
/// <remarks>
/// Hartley, "In Defense of the Eight-Point Algorithm", IEEE TPAMI 1997; details checked against kornia/kornia at
/// b4f5a78, <c>geometry/epipolar</c>, which VideoGPA calls without RANSAC. Double precision: kornia's single precision
/// is good to about 10⁻³ of the error, since the normal matrix squares the conditioning.
/// </remarks>
public static class EightPointFit
{
    private const double Epsilon = 1e-8;

    /// <summary>Fits a fundamental matrix to matches.</summary>
    /// <param name="first">Pixels in the first picture.</param>
    /// <param name="second">Their matches in the second.</param>
    /// <returns>
    /// Rank-2 matrix with secondᵀ F first = 0, its last entry 1; absent for fewer than eight matches or ones that fix
    /// no geometry.
    /// </returns>
    public static Matrix3? Fundamental(IReadOnlyList<Point2> first, IReadOnlyList<Point2> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Count, first.Count);
        if (first.Count < 8)
            return null;

        // 1. Normalise, solve the 9×9 normal equations.
        var (t1, t2) = (Normalisation(first), Normalisation(second));
        if (SymmetricEigen.SmallestVector(NormalMatrix(first, second, t1, t2)) is not { } solution)
            return null;

        // 2. Enforce rank 2 by taking out the direction of the smallest singular value.
        var full = Matrix3.FromRows(solution);
        if (SymmetricEigen.SmallestVector(Gram(full)) is not { } direction)
            return null;
        var v = new Vector3(direction[0], direction[1], direction[2]);
        var fv = full * v;
        var rank2 = new Matrix3(
            full.M00 - fv.X * v.X, full.M01 - fv.X * v.Y, full.M02 - fv.X * v.Z,
            full.M10 - fv.Y * v.X, full.M11 - fv.Y * v.Y, full.M12 - fv.Y * v.Z,
            full.M20 - fv.Z * v.X, full.M21 - fv.Z * v.Y, full.M22 - fv.Z * v.Z);

        // 3. Undo the normalisation and fix the scale.
        var f = t2.Transpose * rank2 * t1;
        var scale = Math.Abs(f.M22) > Epsilon ? 1 / (f.M22 + Epsilon) : 1;
        var scaled = Matrix3.FromRows([.. f.ToRows().Select(entry => entry * scale)]);
        return scaled.ToRows().All(double.IsFinite) ? scaled : null;
    }

    /// <summary>Moves the centroid of points to the origin and their mean distance from it to √2.</summary>
    /// <param name="points">Pixels, at least one.</param>
    /// <returns>The similarity that does so.</returns>
    public static Matrix3 Normalisation(IReadOnlyList<Point2> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        var radius = points.Average(point => Math.Sqrt((point.X - x) * (point.X - x) + (point.Y - y) * (point.Y - y)));
        var scale = Math.Sqrt(2) / (radius + Epsilon);
        return new(scale, 0, -scale * x, 0, scale, -scale * y, 0, 0, 1);
    }

    /// <summary>First-order squared distance of a match from the epipolar geometry.</summary>
    /// <param name="fundamental">Maps points of the first picture to lines of the second.</param>
    /// <param name="first">Pixel in the first picture.</param>
    /// <param name="second">Its match in the second.</param>
    /// <returns>Sampson error in squared pixels; 0 on the geometry, lower is better.</returns>
    /// <remarks>Hartley &amp; Zisserman, Multiple View Geometry, 2nd ed., eq. 11.9.</remarks>
    public static double SampsonErrorSquaredPixels(Matrix3 fundamental, Point2 first, Point2 second)
    {
        var (x1, x2) = (new Vector3(first.X, first.Y, 1), new Vector3(second.X, second.Y, 1));
        var lineInSecond = fundamental * x1;
        var lineInFirst = fundamental.Transpose * x2;
        var residual = x2.Dot(lineInSecond);
        return residual * residual / (SquaredNormal(lineInSecond) + SquaredNormal(lineInFirst));
    }

    private static double SquaredNormal(Vector3 line) => line.X * line.X + line.Y * line.Y;

    private static double[,] NormalMatrix(
        IReadOnlyList<Point2> first, IReadOnlyList<Point2> second, Matrix3 t1, Matrix3 t2)
    {
        var normal = new double[9, 9];
        for (var i = 0; i < first.Count; i++)
        {
            var a = t1 * new Vector3(first[i].X, first[i].Y, 1);
            var b = t2 * new Vector3(second[i].X, second[i].Y, 1);
            ReadOnlySpan<double> row = [b.X * a.X, b.X * a.Y, b.X, b.Y * a.X, b.Y * a.Y, b.Y, a.X, a.Y, 1];
            for (var r = 0; r < 9; r++)
                for (var c = 0; c < 9; c++)
                    normal[r, c] += row[r] * row[c];
        }

        return normal;
    }

    private static double[,] Gram(Matrix3 m)
    {
        var product = (m.Transpose * m).ToRows();
        var gram = new double[3, 3];
        Buffer.BlockCopy(product, 0, gram, 0, 9 * sizeof(double));
        return gram;
    }
}
