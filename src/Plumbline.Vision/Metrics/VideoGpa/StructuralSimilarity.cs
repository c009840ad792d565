namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Structural similarity as the <c>piq</c> package computes it by default.</summary>
/// <remarks>
/// Wang et al., "Image Quality Assessment: From Error Visibility to Structural Similarity", IEEE TIP 2004, eq. 13; details
/// checked against photosynthesis-team/piq at 9948a52: 11×11 Gaussian of σ 1.5, no padding, pictures first averaged over
/// blocks of round(min(H, W) / 256). Cost O(F · H · W).
/// </remarks>
public static class StructuralSimilarity
{
    private const int WindowLength = 11;
    private const double Sigma = 1.5;
    private const double LuminanceConstant = 0.01 * 0.01;
    private const double ContrastConstant = 0.03 * 0.03;

    /// <summary>Mean similarity of each picture with its reference.</summary>
    /// <param name="reference">What was filmed.</param>
    /// <param name="prediction">What was rendered; as many pictures, of the same size.</param>
    /// <returns>Similarity in [−1, 1], double[F], higher is better; absent where the pictures are smaller than the window.</returns>
    public static IReadOnlyList<double>? PerPicture(UnitPictures reference, UnitPictures prediction)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentOutOfRangeException.ThrowIfNotEqual(prediction.Count, reference.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(prediction.Height, reference.Height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(prediction.Width, reference.Width);
        var block = Math.Max(1, (int)Math.Round(Math.Min(reference.Height, reference.Width) / 256.0, MidpointRounding.ToEven));
        if (reference.Height / block < WindowLength || reference.Width / block < WindowLength)
            return null;
        var similarities = new double[reference.Count];
        for (var plane = 0; plane < 3 * reference.Count; plane++)
            similarities[plane / 3] += OfPlane(BlockMeans(reference, plane, block), BlockMeans(prediction, plane, block)) / 3;
        return similarities;
    }

    /// <summary>Mean similarity of the whole clip.</summary>
    /// <param name="reference">What was filmed.</param>
    /// <param name="prediction">What was rendered; as many pictures, of the same size.</param>
    /// <returns>Similarity in [−1, 1], higher is better; absent where the pictures are smaller than the window.</returns>
    public static double? Mean(UnitPictures reference, UnitPictures prediction) => PerPicture(reference, prediction)?.Average();

    private static double OfPlane(double[,] x, double[,] y)
    {
        // x, y planes; mean and variance under the window -> μ, σ² (Wang et al., eqs. 14 to 16)
        var meanX = Blur(x, x, (value, _) => value);
        var meanY = Blur(y, y, (value, _) => value);
        var squareX = Blur(x, x, (a, b) => a * b);
        var squareY = Blur(y, y, (a, b) => a * b);
        var product = Blur(x, y, (a, b) => a * b);
        var sum = 0.0;
        for (var row = 0; row < meanX.GetLength(0); row++)
        {
            for (var column = 0; column < meanX.GetLength(1); column++)
            {
                var (mx, my) = (meanX[row, column], meanY[row, column]);
                var varianceX = squareX[row, column] - mx * mx;
                var varianceY = squareY[row, column] - my * my;
                var covariance = product[row, column] - mx * my;
                var contrast = (2 * covariance + ContrastConstant) / (varianceX + varianceY + ContrastConstant);
                var luminance = (2 * mx * my + LuminanceConstant) / (mx * mx + my * my + LuminanceConstant);
                sum += contrast * luminance;
            }
        }

        return sum / meanX.Length;
    }

    private static double[,] Blur(double[,] a, double[,] b, Func<double, double, double> combine)
    {
        var (height, width) = (a.GetLength(0), a.GetLength(1));
        var window = Window();
        var rows = new double[height, width - WindowLength + 1];
        for (var row = 0; row < height; row++)
            for (var column = 0; column < rows.GetLength(1); column++)
                for (var k = 0; k < WindowLength; k++)
                    rows[row, column] += window[k] * combine(a[row, column + k], b[row, column + k]);

        var blurred = new double[height - WindowLength + 1, rows.GetLength(1)];
        for (var row = 0; row < blurred.GetLength(0); row++)
            for (var k = 0; k < WindowLength; k++)
                for (var column = 0; column < blurred.GetLength(1); column++)
                    blurred[row, column] += window[k] * rows[row + k, column];
        return blurred;
    }

    private static double[] Window()
    {
        var weights = Enumerable.Range(0, WindowLength)
            .Select(i => Math.Exp(-Math.Pow(i - (WindowLength - 1) / 2.0, 2) / (2 * Sigma * Sigma))).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static double[,] BlockMeans(UnitPictures pictures, int plane, int block)
    {
        var values = pictures.Values.AsSpan(plane * pictures.Height * pictures.Width, pictures.Height * pictures.Width);
        var means = new double[pictures.Height / block, pictures.Width / block];
        for (var row = 0; row < means.GetLength(0) * block; row++)
            for (var column = 0; column < means.GetLength(1) * block; column++)
                means[row / block, column / block] += values[row * pictures.Width + column] / (double)(block * block);
        return means;
    }
}
