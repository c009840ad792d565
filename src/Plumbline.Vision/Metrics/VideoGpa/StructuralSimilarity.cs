using System.Numerics.Tensors;

namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Structural similarity as the <c>piq</c> package computes it by default.</summary>
/// <remarks>
/// Wang et al., "Image Quality Assessment: From Error Visibility to Structural Similarity", IEEE TIP 2004, eq. 13;
/// details checked against photosynthesis-team/piq at 9948a52: 11×11 Gaussian of σ 1.5, no padding, pictures first
/// averaged over blocks of round(min(H, W) / 256). Cost O(F · H · W).
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
    /// <returns>
    /// Similarity in [−1, 1], double[F], higher is better; absent where the pictures are smaller than the window.
    /// </returns>
    public static IReadOnlyList<double>? PerPicture(UnitPictures reference, UnitPictures prediction)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentOutOfRangeException.ThrowIfNotEqual(prediction.Count, reference.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(prediction.Height, reference.Height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(prediction.Width, reference.Width);
        var shortSide = Math.Min(reference.Height, reference.Width);
        var block = Math.Max(1, (int)Math.Round(shortSide / 256.0, MidpointRounding.ToEven));
        if (reference.Height / block < WindowLength || reference.Width / block < WindowLength)
            return null;
        var similarities = new double[reference.Count];
        for (var plane = 0; plane < 3 * reference.Count; plane++)
        {
            var (x, y) = (BlockMeans(reference, plane, block), BlockMeans(prediction, plane, block));
            similarities[plane / 3] += OfPlane(x, y, reference.Width / block) / 3;
        }

        return similarities;
    }

    /// <summary>Mean similarity of the whole clip.</summary>
    /// <param name="reference">What was filmed.</param>
    /// <param name="prediction">What was rendered; as many pictures, of the same size.</param>
    /// <returns>
    /// Similarity in [−1, 1], higher is better; absent where the pictures are smaller than the window.
    /// </returns>
    public static double? Mean(UnitPictures reference, UnitPictures prediction) =>
        PerPicture(reference, prediction)?.Average();

    private static double OfPlane(double[] x, double[] y, int width)
    {
        // x, y planes; mean and variance under the window -> μ, σ² (Wang et al., eqs. 14 to 16)
        var meanX = Blur(x, width);
        var meanY = Blur(y, width);
        var squareX = Blur(Product(x, x), width);
        var squareY = Blur(Product(y, y), width);
        var product = Blur(Product(x, y), width);
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < meanX.Length; i++)
        {
            if (i % width > width - WindowLength)
                continue;
            var (mx, my) = (meanX[i], meanY[i]);
            var varianceX = squareX[i] - mx * mx;
            var varianceY = squareY[i] - my * my;
            var covariance = product[i] - mx * my;
            var contrast = (2 * covariance + ContrastConstant) / (varianceX + varianceY + ContrastConstant);
            var luminance = (2 * mx * my + LuminanceConstant) / (mx * mx + my * my + LuminanceConstant);
            sum += contrast * luminance;
            count++;
        }

        return sum / count;
    }

    /// <summary>
    /// Window means of the rows that a window fits below, at the stride of the plane; the last columns of each row,
    /// where no window fits, hold mixtures of two rows that nobody may read.
    /// </summary>
    private static double[] Blur(double[] plane, int width)
    {
        var window = Window();
        var rows = new double[plane.Length - WindowLength + 1];
        for (var k = 0; k < WindowLength; k++)
            TensorPrimitives.MultiplyAdd(plane.AsSpan(k, rows.Length), window[k], rows, rows);

        var blurred = new double[rows.Length - (WindowLength - 1) * width];
        for (var k = 0; k < WindowLength; k++)
            TensorPrimitives.MultiplyAdd(rows.AsSpan(k * width, blurred.Length), window[k], blurred, blurred);
        return blurred;
    }

    private static double[] Product(double[] x, double[] y)
    {
        var product = new double[x.Length];
        TensorPrimitives.Multiply(x, y, product);
        return product;
    }

    private static double[] Window()
    {
        var weights = Enumerable.Range(0, WindowLength)
            .Select(i => Math.Exp(-Math.Pow(i - (WindowLength - 1) / 2.0, 2) / (2 * Sigma * Sigma))).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static double[] BlockMeans(UnitPictures pictures, int plane, int block)
    {
        var (height, width) = (pictures.Height / block, pictures.Width / block);
        var values = pictures.Values.AsSpan(plane * pictures.Height * pictures.Width, pictures.Height * pictures.Width);
        var means = new double[height * width];
        for (var row = 0; row < height * block; row++)
            for (var column = 0; column < width * block; column++)
            {
                var level = (double)values[row * pictures.Width + column];
                means[row / block * width + column / block] += level / (block * block);
            }

        return means;
    }
}
