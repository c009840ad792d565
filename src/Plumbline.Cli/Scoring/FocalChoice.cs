using System.Globalization;

namespace Plumbline.Cli.Scoring;

/// <summary>
/// A forced focal length: in source pixels, or as a factor on the judge's own estimate. One of the two is set.
/// </summary>
internal sealed record FocalChoice
{
    private FocalChoice()
    {
    }

    /// <summary>Focal length in source pixels, with square pixels and a centred principal point.</summary>
    public double? Pixels { get; private init; }

    /// <summary>Factor on the estimate.</summary>
    public double? Scale { get; private init; }

    /// <summary>Reads <c>520</c> as pixels and <c>0.7x</c> as a factor.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <returns>The choice; absent when the text is neither, or not above 0.</returns>
    public static FocalChoice? TryParse(string text)
    {
        var isScale = text.EndsWith('x');
        var isNumber = double.TryParse(
            isScale ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return !isNumber || !(value > 0) || !double.IsFinite(value) ? null
            : isScale ? new() { Scale = value }
            : new() { Pixels = value };
    }

    /// <inheritdoc/>
    public override string ToString() => Scale is { } scale
        ? scale.ToString("R", CultureInfo.InvariantCulture) + "x"
        : Pixels!.Value.ToString("R", CultureInfo.InvariantCulture);
}
