using System.Globalization;
using Plumbline.Diffusion.Schedulers;

namespace Plumbline.Diffusion;

/// <summary>How far a clip is led towards what it is told, away from what it would be without.</summary>
/// <remarks>
/// Ho &amp; Salimans 2022, arXiv:2207.12598, eq. 6, for the words; the first frame and the cameras have scales of their
/// own, in the manner of Brooks et al. 2023, arXiv:2211.09800, section 3.2. The prediction v with everything is led
/// away from the predictions that lack one thing each: v + Σ (s − 1)(v − v without). Every scale that is not 1 costs one
/// more prediction in each step that it counts in.
/// </remarks>
public sealed record GuidanceScales
{
    /// <summary>Makes scales.</summary>
    /// <param name="text">See <see cref="Text"/>.</param>
    /// <param name="image">See <see cref="Image"/>; 1 when absent.</param>
    /// <param name="camera">See <see cref="Camera"/>; 1 when absent.</param>
    public GuidanceScales(GuidanceScale text, GuidanceScale? image = null, GuidanceScale? camera = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        (Text, Image, Camera) = (text, image ?? 1, camera ?? 1);
    }

    /// <summary>Away from the negative prompt.</summary>
    public GuidanceScale Text { get; }

    /// <summary>Away from no first frame. A clip without one is as it was.</summary>
    public GuidanceScale Image { get; }

    /// <summary>Away from free cameras. A clip with free cameras is as it was.</summary>
    public GuidanceScale Camera { get; }

    /// <summary>Takes a number alone as the scale of the words.</summary>
    /// <param name="text">The scale.</param>
    public static implicit operator GuidanceScales(double text) => new((GuidanceScale)text);

    /// <summary>Whether all scales are finite.</summary>
    public bool IsFinite => Scales.All(scale => double.IsFinite(scale.Factor));

    /// <summary>Whether all scales are finite and at least 1.</summary>
    public bool LeadsTowards => IsFinite && Scales.All(scale => scale.Factor >= 1);

    /// <summary>The scales that count at a noise level.</summary>
    /// <param name="sigma">Noise level σ of the sample that a step begins with.</param>
    /// <returns>Factors for all levels; 1 where a scale does not count.</returns>
    public GuidanceScales At(double sigma) => new(Text.At(sigma), Image.At(sigma), Camera.At(sigma));

    /// <summary>Refuses scales that are not 1 and yet count in no step.</summary>
    /// <param name="plan">The steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A scale counts nowhere; the message names it.</exception>
    public void RequireSteps(SamplingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        double[] levels = [.. plan.Steps.Select(step => step.From.Sigma)];
        if (Scales.FirstOrDefault(scale => scale.Factor != 1 && levels.All(level => scale.At(level) == 1)) is { } idle)
            throw new ArgumentOutOfRangeException(null, string.Create(
                CultureInfo.InvariantCulture,
                $"Guidance {idle}: expected noise levels that one of the {levels.Length} steps begins at, from "
                + $"{levels.Max():0.###} to {levels.Min():0.###}. Widen the range."));
    }

    /// <summary>Reads scales.</summary>
    /// <param name="text">
    /// One to three scales with slashes between, such as <c>3</c> or <c>1/1.5@0-0.8/2</c>: words, first frame, cameras.
    /// </param>
    /// <returns>The scales; absent where the text says none.</returns>
    public static GuidanceScales? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        GuidanceScale?[] scales = [.. text.Split('/').Select(GuidanceScale.Parse)];
        return scales is { Length: <= 3 } && scales.All(scale => scale is not null)
            ? new(scales[0]!, scales.ElementAtOrDefault(1), scales.ElementAtOrDefault(2))
            : null;
    }

    /// <summary>What <see cref="Parse"/> reads; scales of 1 at the end are left out.</summary>
    public override string ToString() =>
        string.Join('/', Scales.Take(Camera != 1 ? 3 : Image != 1 ? 2 : 1));

    private GuidanceScale[] Scales => [Text, Image, Camera];
}
