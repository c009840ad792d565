using Plumbline.Tensors;

namespace Plumbline.Alignment.Evaluation;

/// <summary>How far two sets of clips are from each other in the space of a network's features.</summary>
/// <remarks>
/// The squared 2-Wasserstein distance of two Gaussians: Dowson and Landau, "The Fréchet distance between multivariate
/// normal distributions", J. Multivariate Analysis 12, 1982, eq. 4; for generated pictures Heusel et al. 2017,
/// arXiv:1706.08500, eq. 6. Everything is computed in float64.
/// <para>
/// With estimated means and covariances the distance of two samples of one distribution is above 0 and falls like 1/n
/// (Chong and Forsyth 2020, arXiv:1911.07023). <see cref="Unbiased"/> takes that bias away by their extrapolation to
/// n = ∞; distances that are compared with one another should still come from samples of one size.
/// </para>
/// </remarks>
public static class FrechetDistance
{
    /// <summary>The distance between two samples, as estimated from their means and covariances.</summary>
    /// <param name="first">Features, one row per clip, double[N][D], N at least 2.</param>
    /// <param name="second">Features of other clips, double[M][D], M at least 2.</param>
    /// <returns>
    /// Squared distance in squared units of the features, at least 0; lower is nearer, biased upwards.
    /// </returns>
    /// <exception cref="ArgumentException">There are too few clips, or rows of different lengths.</exception>
    public static double Between(IReadOnlyList<double[]> first, IReadOnlyList<double[]> second)
    {
        using var scope = new TensorScope();
        var (one, other) = (Matrix(first), Matrix(second));
        if (one.Shape[1] != other.Shape[1])
            throw new ArgumentException(
                $"Fréchet distance: expected features of one length, got {one.Shape[1]} and {other.Shape[1]}.",
                nameof(second));
        return OfGaussians(one.Mean([0]), Covariance(one), other.Mean([0]), Covariance(other));
    }

    /// <summary>The distance that samples of endless size would have.</summary>
    /// <param name="first">Features, one row per clip, in an order that says nothing, double[N][D].</param>
    /// <param name="second">Features of other clips, likewise, double[M][D].</param>
    /// <returns>
    /// Squared distance by extrapolation; it scatters around the true one and may lie slightly below 0 where that is 0.
    /// </returns>
    /// <remarks>
    /// Chong and Forsyth 2020, section 3.2: a line through the distances of the first 1/2, 5/8, 3/4, 7/8 and all of the
    /// rows over 1/n, read at 1/n = 0. Where the samples differ in size the fractions are the same for both. The bias
    /// is a line only where there are several times as many clips as features; with fewer a part of it remains.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than 16 clips, or rows of different lengths.</exception>
    public static double Unbiased(IReadOnlyList<double[]> first, IReadOnlyList<double[]> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (Math.Min(first.Count, second.Count) < 16)
            throw new ArgumentException(
                "Fréchet distance: expected at least 16 clips on each side for an extrapolation, got "
                + $"{first.Count} and {second.Count}.");
        var (x, y) = (new double[5], new double[5]);
        for (var i = 0; i < x.Length; i++)
        {
            var share = (4 + i) / 8.0;
            var (n, m) = ((int)(share * first.Count), (int)(share * second.Count));
            x[i] = 0.5 / n + 0.5 / m;
            y[i] = Between([.. first.Take(n)], [.. second.Take(m)]);
        }

        var (middleX, middleY) = (x.Average(), y.Average());
        var slope = x.Zip(y, (a, b) => (a - middleX) * (b - middleY)).Sum() / x.Sum(a => (a - middleX) * (a - middleX));
        return middleY - slope * middleX;
    }

    /// <summary>The distance between two Gaussians.</summary>
    /// <param name="firstMean">Mean, double[D].</param>
    /// <param name="firstCovariance">Covariance, double[D, D], symmetric, no eigenvalue below 0.</param>
    /// <param name="secondMean">Mean, double[D].</param>
    /// <param name="secondCovariance">Covariance, double[D, D], likewise.</param>
    /// <returns>‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁^½ Σ₂ Σ₁^½)^½), at least 0.</returns>
    /// <remarks>
    /// The product in the middle is symmetric, unlike Σ₁ Σ₂ whose root the formula is often written with; both have the
    /// same trace, and symmetric matrices need no root of a general one.
    /// </remarks>
    internal static double OfGaussians(
        Tensor firstMean, Tensor firstCovariance, Tensor secondMean, Tensor secondCovariance)
    {
        using var scope = new TensorScope();
        var root = SquareRoot(firstCovariance);
        var (values, _) = root.MatMul(secondCovariance).MatMul(root).SymmetricEigenvectors();
        var cross = values.Clamp(0).Sqrt().Sum();
        var traces = firstCovariance.Diagonal().Sum() + secondCovariance.Diagonal().Sum();
        // Rounding may leave a distance of 0 a little below it.
        return Math.Max(0, ((firstMean - secondMean).Square().Sum() + traces - cross * 2).Item());
    }

    private static Tensor SquareRoot(Tensor covariance)
    {
        using var scope = new TensorScope();
        var (values, vectors) = covariance.SymmetricEigenvectors();
        return scope.Keep((vectors * values.Clamp(0).Sqrt()).MatMul(vectors.Transpose(0, 1)));
    }

    private static Tensor Covariance(Tensor rows)
    {
        using var scope = new TensorScope();
        var centred = rows - rows.Mean([0]);
        return scope.Keep(centred.Transpose(0, 1).MatMul(centred) / (rows.Shape[0] - 1));
    }

    private static Tensor Matrix(IReadOnlyList<double[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count < 2 || rows.Any(row => row.Length != rows[0].Length))
            throw new ArgumentException(
                $"Fréchet distance: expected at least 2 rows of one length, got {rows.Count} of "
                + $"{string.Join(", ", rows.Select(row => row.Length).Distinct().Take(5))}.", nameof(rows));
        return Tensor.From<double>(rows.SelectMany(row => row).ToArray(), [rows.Count, rows[0].Length], Device.Cpu);
    }
}
