using System.CommandLine;
using System.CommandLine.Parsing;
using Plumbline.Diffusion.Text;

namespace Plumbline.Cli;

/// <summary>Words of a command line that look like options and are none.</summary>
internal static class UnknownOption
{
    private const int LargestSlip = 3;

    /// <summary>
    /// What is wrong with words that look like options and are none: a command that takes any words, such as a prompt,
    /// would otherwise take them as such. Words after <c>--</c> may look like anything.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">The command as it is typed, such as <c>plumb score</c>.</param>
    public static IEnumerable<string> Find(ParseResult parsed, string path)
    {
        var known = parsed.CommandResult.Command.Options.Where(option => !option.Hidden).Select(
            option => option.Name).ToArray();
        foreach (var token in parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type != TokenType.Argument || token.Value is not ['-', ('-' or (>= 'A' and <= 'Z')
                or (>= 'a' and <= 'z')), ..])
                continue;
            var word = token.Value.Split('=')[0];
            var near = Spelling.Nearest(word, known, 1).Where(name => Spelling.Distance(name, word) <= LargestSlip);
            yield return $"{path} has no option {word}."
                + string.Concat(near.Select(name => $" Did you mean {name}?"));
        }
    }
}
