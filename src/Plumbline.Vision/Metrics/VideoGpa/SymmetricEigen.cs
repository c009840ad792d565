namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Eigenvectors of a small symmetric matrix.</summary>
/// <remarks>
/// Cyclic Jacobi rotations: Golub &amp; Van Loan, Matrix Computations, 4th ed., algorithm 8.5.3. O(n³) per sweep.
/// </remarks>
internal static class SymmetricEigen
{
    private const int MaximumSweeps = 60;

    /// <summary>The unit eigenvector of the smallest eigenvalue; absent when the matrix is not finite.</summary>
    public static double[]? SmallestVector(double[,] symmetric)
    {
        var n = symmetric.GetLength(0);
        var a = (double[,])symmetric.Clone();
        var vectors = new double[n, n];
        for (var i = 0; i < n; i++)
            vectors[i, i] = 1;
        for (var sweep = 0; sweep < MaximumSweeps && OffDiagonal(a) > 0; sweep++)
            for (var p = 0; p < n - 1; p++)
                for (var q = p + 1; q < n; q++)
                    Rotate(a, vectors, p, q);

        var smallest = Enumerable.Range(0, n).MinBy(i => a[i, i]);
        var vector = Enumerable.Range(0, n).Select(i => vectors[i, smallest]).ToArray();
        return vector.All(double.IsFinite) && double.IsFinite(a[smallest, smallest]) ? vector : null;
    }

    private static double OffDiagonal(double[,] a)
    {
        var sum = 0.0;
        for (var p = 0; p < a.GetLength(0); p++)
            for (var q = p + 1; q < a.GetLength(0); q++)
                sum += Math.Abs(a[p, q]);
        return sum;
    }

    private static void Rotate(double[,] a, double[,] vectors, int p, int q)
    {
        if (a[p, q] == 0)
            return;
        // t = tan of the angle that makes a[p, q] vanish; the smaller root keeps the rotation below 45°.
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = double.IsInfinity(theta) ? 0 : (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        var n = a.GetLength(0);
        for (var k = 0; k < n; k++)
            (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
        for (var k = 0; k < n; k++)
        {
            (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
            (vectors[k, p], vectors[k, q]) =
                (c * vectors[k, p] - s * vectors[k, q], s * vectors[k, p] + c * vectors[k, q]);
        }

        (a[p, q], a[q, p]) = (0, 0);
    }
}
