namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>How far pictures are from their reference, over the whole clip at once.</summary>
/// <remarks>
/// VideoGPA at fb86241, <c>metrics/mse.py</c>; a prediction of another size is brought to the reference's first.
/// </remarks>
public static class PictureError
{
    /// <summary>Mean squared error over all pictures, channels and pixels.</summary>
    /// <param name="reference">What was filmed.</param>
    /// <param name="prediction">What was rendered; as many pictures.</param>
    /// <returns>Mean squared error in [0, 1]; 0 for equal pictures, lower is better.</returns>
    public static double MeanSquared(UnitPictures reference, UnitPictures prediction)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentOutOfRangeException.ThrowIfNotEqual(prediction.Count, reference.Count);
        if (prediction.Height != reference.Height || prediction.Width != reference.Width)
            prediction = prediction.Resized(reference.Height, reference.Width);
        var sum = 0.0;
        for (var i = 0; i < reference.Values.Length; i++)
        {
            var difference = (double)reference.Values[i] - prediction.Values[i];
            sum += difference * difference;
        }

        return sum / reference.Values.Length;
    }

    /// <summary>
    /// Peak signal-to-noise ratio of the whole clip: from the mean squared error of all pictures, not a mean over
    /// pictures.
    /// </summary>
    /// <param name="reference">What was filmed.</param>
    /// <param name="prediction">What was rendered; as many pictures.</param>
    /// <returns>
    /// Ratio in decibels, higher is better; absent for equal pictures, where it has no bound (the reference writes
    /// 100).
    /// </returns>
    public static double? PeakSignalToNoiseDecibels(UnitPictures reference, UnitPictures prediction)
    {
        var error = MeanSquared(reference, prediction);
        return error > 0 ? 10 * Math.Log10(1 / error) : null;
    }
}
