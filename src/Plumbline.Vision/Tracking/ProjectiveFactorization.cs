namespace Plumbline.Vision.Tracking;

/// <summary>Cameras of any kind that one rigid scene was seen with, from tracks alone.</summary>
/// <remarks>
/// The homogeneous pixels of N points in L frames, each times its depth, make a matrix of 3L × N whose rank is 4 for a
/// rigid scene, whatever the cameras: Sturm and Triggs, "A factorization based algorithm for multi-image projective
/// structure and motion", ECCV 1996. Depths begin at 1 and are found in turn with the subspace (Mahamud and Hebert,
/// CVPR 2000); tracks that lie far off lose their say (iterated weights, Holland and Welsch 1977).
/// </remarks>
internal sealed class ProjectiveFactorization
{
    private const int Rank = 4;
    private const int Rounds = 80;
    private const int RoundsBeforeWeights = 16;

    // Plain rounds close a gap slowly where points lie far from the middle; longer steps need a third of them.
    private const double Relaxation = 1.9;

    private readonly double[][] _cameras;   // [L][3 × 4]

    private ProjectiveFactorization(double[][] cameras, double[] weights) => (_cameras, Weights) = (cameras, weights);

    /// <summary>Say of each track, 0 to 1.</summary>
    public double[] Weights { get; }

    /// <summary>Fits cameras.</summary>
    /// <param name="x">Pixels of each track in each frame, around 0 with size about 1, double[L][2N].</param>
    /// <param name="scale">Distance, in the same unit, from which on a track counts less.</param>
    /// <returns>The cameras; absent for fewer than 12 tracks.</returns>
    public static ProjectiveFactorization? Fit(double[][] x, double scale)
    {
        var (frames, points) = (x.Length, x[0].Length / 2);
        if (points < 3 * Rank)
            return null;
        var (depths, weights) = (new double[frames, points], new double[points]);
        for (var t = 0; t < frames; t++)
            for (var p = 0; p < points; p++)
                depths[t, p] = 1;
        Array.Fill(weights, 1);
        var basis = Start(3 * frames);
        var (columns, scales) = (new double[points][], new double[points]);
        for (var round = 0; round < Rounds; round++)
        {
            // 1. The subspace of the weighted columns, each of length 1.
            for (var p = 0; p < points; p++)
                (columns[p], scales[p]) = Column(x, depths, p);
            var gram = Gram(columns, weights);
            for (var k = 0; k < (round == 0 ? 20 : 3); k++)
                basis = Orthonormal(Product(gram, basis));

            // 2. Depths from the projections onto it, then weights from what is left.
            var errors = new double[points];
            for (var p = 0; p < points; p++)
            {
                var projected = Projected(basis, columns[p]);
                for (var t = 0; t < frames; t++)
                {
                    var (u, v, w) = (projected[3 * t], projected[3 * t + 1], projected[3 * t + 2]);
                    var (a, b) = (x[t][2 * p], x[t][2 * p + 1]);
                    var ratio = (u * a + v * b + w) / (a * a + b * b + 1) / (scales[p] * depths[t, p]);
                    depths[t, p] *= ratio > 0 && double.IsFinite(ratio) ? Math.Pow(ratio, Relaxation) : 1;
                    var (dx, dy) = (u / w - a, v / w - b);
                    errors[p] += (dx * dx + dy * dy) / frames;
                }
            }

            Balance(depths);
            if (round >= RoundsBeforeWeights)
            {
                var spread = Math.Max(scale * scale, 2 * Median(errors));
                weights = Array.ConvertAll(
                    errors, error => double.IsFinite(error) ? 1 / Math.Pow(1 + error / spread, 2) : 0);
            }
        }

        return new([.. Enumerable.Range(0, frames).Select(t => basis[(12 * t)..(12 * t + 12)])], weights);
    }

    /// <summary>Where a track should be in each frame, as the other frames say.</summary>
    /// <param name="x">Pixels of the track in each frame, double[2L].</param>
    /// <param name="isSeen">The frames that may say something, bool[L].</param>
    /// <returns>
    /// Pixels for each frame; absent where fewer than three others have seen it, or it would lie at infinity.
    /// </returns>
    /// <remarks>
    /// Direct linear triangulation: Hartley and Zisserman, section 12.2, each equation over the depth of a first
    /// solution.
    /// </remarks>
    public (double X, double Y)?[] Predict(double[] x, bool[] isSeen)
    {
        var equations = new double[_cameras.Length][];
        var total = new double[16];
        var first = Solve(Sum(x, isSeen, null, equations));
        if (first is null)
            return new (double, double)?[_cameras.Length];
        total = Sum(x, isSeen, first, equations);
        var predicted = new (double X, double Y)?[_cameras.Length];
        for (var t = 0; t < predicted.Length; t++)
        {
            var others = isSeen.Count(seen => seen) - (isSeen[t] ? 1 : 0);
            if (others < 3)
                continue;
            var left = isSeen[t] ? Array.ConvertAll(Indices, i => total[i] - equations[t][i]) : total;
            if (Solve(left) is not { } point)
                continue;
            var (u, v, w) = Project(_cameras[t], point);
            if (Math.Abs(w) > 1e-9)
                predicted[t] = (u / w, v / w);
        }

        return predicted;
    }

    private static readonly int[] Indices = [.. Enumerable.Range(0, 16)];

    // Normal matrix of all equations; each frame's own is kept so that it can be left out again.
    private double[] Sum(double[] x, bool[] isSeen, double[]? point, double[][] equations)
    {
        var total = new double[16];
        Span<double> row = stackalloc double[4];
        for (var t = 0; t < _cameras.Length; t++)
        {
            if (!isSeen[t])
                continue;
            var c = _cameras[t];
            var depth = point is null ? 1 : Project(c, point).W;
            var weight = 1 / Math.Max(1e-12, depth * depth);
            var own = equations[t] = new double[16];
            for (var axis = 0; axis < 2; axis++)
            {
                for (var k = 0; k < 4; k++)
                    row[k] = x[2 * t + axis] * c[8 + k] - c[4 * axis + k];
                for (var i = 0; i < 16; i++)
                    own[i] += weight * row[i / 4] * row[i % 4];
            }

            for (var i = 0; i < 16; i++)
                total[i] += own[i];
        }

        return total;
    }

    private static double[]? Solve(double[] normal)
    {
        var matrix = new double[4, 4];
        for (var i = 0; i < 16; i++)
            matrix[i / 4, i % 4] = normal[i];
        return Metrics.VideoGpa.SymmetricEigen.SmallestVector(matrix);
    }

    private static (double U, double V, double W) Project(double[] camera, double[] point)
    {
        double Row(int r) => camera[4 * r] * point[0] + camera[4 * r + 1] * point[1] + camera[4 * r + 2] * point[2]
            + camera[4 * r + 3] * point[3];
        return (Row(0), Row(1), Row(2));
    }

    // Any start that is not orthogonal to the subspace will do; this one is the same every time.
    private static double[] Start(int rows)
    {
        var basis = new double[rows * Rank];
        for (var i = 0; i < basis.Length; i++)
            basis[i] = Math.Sin(1 + 1.7 * i) + (i % Rank == 0 && i / Rank % 3 == 2 ? 2 : 0);
        return Orthonormal(basis);
    }

    private static (double[] Column, double Scale) Column(double[][] x, double[,] depths, int p)
    {
        var column = new double[3 * x.Length];
        var squares = 0.0;
        for (var t = 0; t < x.Length; t++)
        {
            var depth = depths[t, p];
            (column[3 * t], column[3 * t + 1], column[3 * t + 2]) =
                (depth * x[t][2 * p], depth * x[t][2 * p + 1], depth);
            squares += depth * depth * (1 + x[t][2 * p] * x[t][2 * p] + x[t][2 * p + 1] * x[t][2 * p + 1]);
        }

        var scale = 1 / Math.Sqrt(squares);
        for (var i = 0; i < column.Length; i++)
            column[i] *= scale;
        return (column, scale);
    }

    private static double[] Gram(double[][] columns, double[] weights)
    {
        var rows = columns[0].Length;
        var gram = new double[rows * rows];
        for (var p = 0; p < columns.Length; p++)
            for (var i = 0; i < rows; i++)
            {
                var left = weights[p] * columns[p][i];
                for (var j = 0; j < rows; j++)
                    gram[i * rows + j] += left * columns[p][j];
            }

        return gram;
    }

    private static double[] Product(double[] gram, double[] basis)
    {
        var rows = basis.Length / Rank;
        var product = new double[basis.Length];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < rows; j++)
                for (var k = 0; k < Rank; k++)
                    product[i * Rank + k] += gram[i * rows + j] * basis[j * Rank + k];
        return product;
    }

    // Gram and Schmidt, twice: once loses digits where columns are nearly parallel.
    private static double[] Orthonormal(double[] basis)
    {
        for (var pass = 0; pass < 2; pass++)
            for (var k = 0; k < Rank; k++)
            {
                for (var before = 0; before < k; before++)
                {
                    var dot = 0.0;
                    for (var i = 0; i < basis.Length; i += Rank)
                        dot += basis[i + k] * basis[i + before];
                    for (var i = 0; i < basis.Length; i += Rank)
                        basis[i + k] -= dot * basis[i + before];
                }

                var squares = 0.0;
                for (var i = 0; i < basis.Length; i += Rank)
                    squares += basis[i + k] * basis[i + k];
                var scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
                for (var i = 0; i < basis.Length; i += Rank)
                    basis[i + k] *= scale;
            }

        return basis;
    }

    private static double[] Projected(double[] basis, double[] column)
    {
        Span<double> part = stackalloc double[Rank];
        for (var i = 0; i < column.Length; i++)
            for (var k = 0; k < Rank; k++)
                part[k] += basis[i * Rank + k] * column[i];
        var projected = new double[column.Length];
        for (var i = 0; i < column.Length; i++)
            for (var k = 0; k < Rank; k++)
                projected[i] += basis[i * Rank + k] * part[k];
        return projected;
    }

    // Depths are known up to a factor for each frame and each point; without this they drift to the trivial solution.
    private static void Balance(double[,] depths)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            for (var t = 0; t < depths.GetLength(0); t++)
            {
                var mean = 0.0;
                for (var p = 0; p < depths.GetLength(1); p++)
                    mean += Math.Abs(depths[t, p]) / depths.GetLength(1);
                for (var p = 0; p < depths.GetLength(1); p++)
                    depths[t, p] /= mean;
            }

            for (var p = 0; p < depths.GetLength(1); p++)
            {
                var mean = 0.0;
                for (var t = 0; t < depths.GetLength(0); t++)
                    mean += Math.Abs(depths[t, p]) / depths.GetLength(0);
                for (var t = 0; t < depths.GetLength(0); t++)
                    depths[t, p] /= mean;
            }
        }
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
