using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using static System.FormattableString;

namespace Plumbline.Cli;

/// <summary>Options that take a number: how they are made, read and refused.</summary>
internal static class NumberOption
{
    /// <summary>An option with a default.</summary>
    /// <param name="name">Its name with dashes.</param>
    /// <param name="standard">The default.</param>
    /// <param name="description">Its line in the help.</param>
    /// <param name="least">Smallest number that is taken; absent where any is.</param>
    public static Option<T> Of<T>(string name, T standard, string description, T? least = null)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => standard,
        };
        if (least is { } bound)
            RequireAtLeast(option, bound);
        return option;
    }

    /// <summary>An option that may be left out, for a number that is not too small.</summary>
    /// <param name="name">Its name with dashes.</param>
    /// <param name="description">Its line in the help.</param>
    /// <param name="least">Smallest number that is taken.</param>
    /// <param name="below">What the number must be smaller than; absent where it may be large.</param>
    public static Option<T?> Optional<T>(string name, string description, T least, T? below = null)
        where T : struct, INumber<T>
    {
        var option = new Option<T?>(name) { Description = description, HelpName = "N" };
        RequireAtLeast(option, least, below);
        return option;
    }

    /// <summary>Refuses numbers that are too small, or too large.</summary>
    /// <param name="option">An option that takes a number.</param>
    /// <param name="least">Smallest number that is taken.</param>
    /// <param name="below">What the number must be smaller than; absent where it may be large.</param>
    public static void RequireAtLeast<T>(Option option, T least, T? below = null)
        where T : struct, INumber<T> => option.Validators.Add(result =>
        {
            var range = Invariant($"at least {least}") + (below is null ? "" : Invariant($" and below {below}"));
            if (result.Typed<T>() is { } value && !(value >= least && (below is null || value < below)))
                result.AddError(Invariant($"{option.Name}: expected {range}, got {value}."));
        });

    /// <summary>Refuses a number that is not a given rest more than a multiple.</summary>
    /// <param name="option">An option that takes a whole number, and refuses those below its factor.</param>
    /// <param name="factor">What it is a multiple of.</param>
    /// <param name="rest">What it is more.</param>
    public static void RequireMultiple(Option option, int factor, int rest) => option.Validators.Add(result =>
    {
        if (result.Typed<int>() is { } number && number >= factor && number % factor != rest)
            result.AddError(
                $"{option.Name}: expected {(rest == 0 ? "" : $"{rest} + ")}a multiple of {factor}, got {number}.");
    });

    /// <summary>What was typed; absent where nothing was, or no number, which has its own message.</summary>
    /// <param name="result">What was typed for an option of a number.</param>
    public static T? Typed<T>(this OptionResult result)
        where T : struct, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Tokens is [var token]
            && T.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && T.IsFinite(value) ? value : null;
    }

    /// <summary>
    /// Makes every option of a fraction take 2.5 and refuse 2,5, which would otherwise be read as 25.
    /// </summary>
    /// <param name="command">A command; its subcommands are changed as well.</param>
    public static void RefuseCommas(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        foreach (var option in command.Options)
        {
            if (option is Option<double> plain)
                plain.CustomParser = result => Fraction(result) ?? 0;
            if (option is Option<double?> optional)
                optional.CustomParser = Fraction;
            if (option is Option<double[]> { CustomParser: null } several)
                several.CustomParser = result => [.. result.Tokens.Select(token => Fraction(result, token.Value) ?? 0)];
        }

        foreach (var subcommand in command.Subcommands)
            RefuseCommas(subcommand);
    }

    private static double? Fraction(ArgumentResult result) => Fraction(result, result.Tokens[0].Value);

    private static double? Fraction(ArgumentResult result, string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value))
            return value;
        result.AddError(
            $"{((OptionResult)result.Parent!).Option.Name}: expected a number such as 2.5, got '{text}'.");
        return null;
    }
}
