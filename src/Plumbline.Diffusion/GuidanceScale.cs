using System.Globalization;

namespace Plumbline.Diffusion;

/// <summary>How far a clip is led towards one thing that it is told, and at which noise levels.</summary>
/// <remarks>
/// Levels after Kynkäänniemi et al. 2024, arXiv:2404.07724: where there is most noise the course of a clip is decided,
/// and leading it there costs variety and motion.
/// </remarks>
public sealed record GuidanceScale
{
    /// <summary>Makes a scale.</summary>
    /// <param name="factor">See <see cref="Factor"/>.</param>
    /// <param name="from">See <see cref="From"/>.</param>
    /// <param name="to">See <see cref="To"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The levels are not a range within 0 to 1.</exception>
    public GuidanceScale(double factor, double from = 0, double to = 1)
    {
        if (!IsRange(from, to))
            throw new ArgumentOutOfRangeException(
                nameof(from), $"{from} to {to}", "Guidance: expected rising noise levels from 0 to 1.");
        (Factor, From, To) = (factor, from, to);
    }

    /// <summary>Factor on what makes the difference; 1 does not lead.</summary>
    public double Factor { get; }

    /// <summary>Least noise level σ that is led at, 0 to 1; 0 by default.</summary>
    public double From { get; }

    /// <summary>Largest noise level σ that is led at, 0 to 1; 1 by default.</summary>
    public double To { get; }

    /// <summary>Takes a number alone as a factor at every noise level.</summary>
    /// <param name="factor">The factor.</param>
    public static implicit operator GuidanceScale(double factor) => new(factor);

    /// <summary>The factor that counts at a noise level.</summary>
    /// <param name="sigma">Noise level σ of the sample that a step begins with.</param>
    /// <returns>1 outside the levels.</returns>
    public double At(double sigma) => sigma >= From && sigma <= To ? Factor : 1;

    /// <summary>Reads a scale.</summary>
    /// <param name="text">A number, and after @ the levels: <c>1.5</c>, <c>1.5@0-0.8</c>.</param>
    /// <returns>The scale; absent where the text says none.</returns>
    public static GuidanceScale? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('@');
        string[] levels = parts is [_, var said] ? said.Split('-') : ["0", "1"];
        return parts.Length <= 2 && levels.Length == 2 && Number(parts[0]) is { } factor
            && Number(levels[0]) is { } from && Number(levels[1]) is { } to && IsRange(from, to)
            ? new(factor, from, to) : null;
    }

    /// <summary>What <see cref="Parse"/> reads; levels from 0 to 1 are left out.</summary>
    public override string ToString() => From == 0 && To == 1
        ? Factor.ToString("R", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Factor:R}@{From:R}-{To:R}");

    private static bool IsRange(double from, double to) => from >= 0 && from < to && to <= 1;

    private static double? Number(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
