using System.Globalization;

namespace Plumbline.Cli.Scoring;

/// <summary>
/// Known intrinsics in source pixels, the same for every clip; the centre of the first pixel is (0, 0).
/// </summary>
/// <param name="Fx">Horizontal focal length, above 0.</param>
/// <param name="Fy">Vertical focal length, above 0.</param>
/// <param name="Cx">Column of the principal point.</param>
/// <param name="Cy">Row of the principal point.</param>
internal sealed record IntrinsicsChoice(double Fx, double Fy, double Cx, double Cy)
{
    /// <summary>Reads <c>fx,fy,cx,cy</c>.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <returns>The intrinsics; absent when the text is anything else.</returns>
    public static IntrinsicsChoice? TryParse(string text)
    {
        var numbers = text.Split(',')
            .Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : double.NaN)
            .ToArray();
        return numbers is [> 0, > 0, _, _] && numbers.All(double.IsFinite)
            ? new(numbers[0], numbers[1], numbers[2], numbers[3])
            : null;
    }

    /// <summary>The four numbers.</summary>
    /// <returns>double[4].</returns>
    public double[] ToNumbers() => [Fx, Fy, Cx, Cy];

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(',', ToNumbers().Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
}
