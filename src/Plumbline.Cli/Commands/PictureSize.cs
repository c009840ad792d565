using System.CommandLine;
using System.Globalization;

namespace Plumbline.Cli.Commands;

/// <summary>Size of a picture as users write it.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal readonly record struct PictureSize(int Width, int Height)
{
    private const int Least = 16;

    /// <summary>Makes <c>--size</c>, which takes <c>160x96</c>, or <c>128</c> for a square.</summary>
    /// <param name="description">Stands before the default in the help.</param>
    /// <param name="standard">The size where none is given.</param>
    /// <param name="most">Most pixels on each side; the fewest are 16.</param>
    /// <returns>The option.</returns>
    public static Option<PictureSize> Option(string description, PictureSize standard, int most) => new("--size")
    {
        Description = description,
        HelpName = "WxH",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var parts = text.Split('x');
            if (parts.Length is 1 or 2
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
                && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
                && Math.Min(width, height) >= Least && Math.Max(width, height) <= most)
                return new(width, height);
            result.AddError(
                $"--size: expected WIDTHxHEIGHT from {Least} to {most} pixels, got '{text}'. Try {standard}.");
            return default;
        },
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
