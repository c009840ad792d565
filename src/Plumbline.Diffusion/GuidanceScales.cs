using System.Globalization;

namespace Plumbline.Diffusion;

/// <summary>How far a clip is led towards what it is told, away from what it would be without.</summary>
/// <remarks>
/// Ho &amp; Salimans 2022, arXiv:2207.12598, eq. 6, for the words; the first frame and the cameras have scales of their
/// own, in the manner of Brooks et al. 2023, arXiv:2211.09800, section 3.2. The prediction v with everything is led
/// away from the predictions that lack one thing each: v + Σ (s − 1)(v − v without). Every scale that is not 1 costs one
/// more prediction.
/// </remarks>
/// <param name="Text">Away from the negative prompt; 1 does not.</param>
/// <param name="Image">Away from no first frame; 1 does not. A clip without one is as it was.</param>
/// <param name="Camera">Away from free cameras; 1 does not. A clip with free cameras is as it was.</param>
public sealed record GuidanceScales(double Text, double Image = 1, double Camera = 1)
{
    /// <summary>Takes a number alone as the scale of the words.</summary>
    /// <param name="text">The scale.</param>
    public static implicit operator GuidanceScales(double text) => new(text);

    /// <summary>Whether all scales are finite.</summary>
    public bool IsFinite => Scales.All(double.IsFinite);

    /// <summary>Whether all scales are finite and at least 1.</summary>
    public bool LeadsTowards => IsFinite && Scales.All(scale => scale >= 1);

    /// <summary>Reads scales.</summary>
    /// <param name="text">
    /// One to three numbers with slashes between, such as <c>3</c> or <c>1/1.5/2</c>: words, first frame, cameras.
    /// </param>
    /// <returns>The scales; absent where the text says none.</returns>
    public static GuidanceScales? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        double?[] scales = [
            .. text.Split('/').Select(word =>
                double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale)
                    ? scale : (double?)null)];
        return scales is { Length: <= 3 } && scales.All(scale => scale is not null)
            ? new(scales[0]!.Value, scales.ElementAtOrDefault(1) ?? 1, scales.ElementAtOrDefault(2) ?? 1)
            : null;
    }

    /// <summary>What <see cref="Parse"/> reads; scales of 1 at the end are left out.</summary>
    public override string ToString() => string.Join('/', Scales.Take(
        Camera != 1 ? 3 : Image != 1 ? 2 : 1).Select(scale => scale.ToString("R", CultureInfo.InvariantCulture)));

    private double[] Scales => [Text, Image, Camera];
}
