using System.CommandLine;
using System.Globalization;

namespace Plumbline.Cli;

/// <summary>The option that says at which noise levels clips begin.</summary>
internal static class StartOption
{
    private const string Name = "--start";

    /// <summary>One noise level or several.</summary>
    /// <param name="standard">What holds where nothing is said, for the help.</param>
    public static Option<double[]> InTurn(string standard = "1") => new(Name)
    {
        Description = "Noise levels that the clips of a prompt begin at, in turn: 1 with noise alone, below it "
            + "from the prompt's video, noised so far, such as 1,0.9. [default: "
            + $"{standard}]",
        HelpName = "N[,…]",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            double?[] starts = [.. result.Tokens[0].Value.Split(',').Select(Number)];
            if (starts.All(start => start is > 0 and <= 1))
                return [.. starts.OfType<double>()];
            result.AddError(
                $"{Name}: expected numbers above 0 and up to 1 with commas between, got '{result.Tokens[0].Value}'. "
                + "Try 1,0.9.");
            return null;
        },
    };

    /// <summary>What an option says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">See <see cref="InTurn"/>.</param>
    /// <returns>The noise levels; absent where it was left out.</returns>
    public static IReadOnlyList<double>? Of(ParseResult parsed, Option<double[]> option) =>
        parsed.GetValue(option) is { Length: > 0 } said ? said : null;

    /// <summary>Noise levels as the option takes them.</summary>
    /// <param name="starts">The levels.</param>
    public static string Text(IEnumerable<double> starts) =>
        string.Join(',', starts.Select(start => start.ToString(CultureInfo.InvariantCulture)));

    private static double? Number(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
