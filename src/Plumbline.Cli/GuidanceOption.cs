using System.CommandLine;
using System.CommandLine.Parsing;
using Plumbline.Diffusion;

namespace Plumbline.Cli;

/// <summary>The option that says how far clips follow what they are told.</summary>
internal static class GuidanceOption
{
    private const string Name = "--guidance";
    private const string Meaning =
        "How far to follow the prompt, at least 1, which computes no guidance; with slashes between also the first "
        + "frame and the cameras, such as 1/1.5/2; after @ the noise levels that a number is for, such as 1/1.5@0-0.8";

    /// <summary>One guidance for all clips.</summary>
    /// <param name="standard">The default.</param>
    public static Option<GuidanceScales> One(GuidanceScales standard) => new(Name)
    {
        Description = $"{Meaning}.",
        HelpName = "N[@N-N][/…]",
        DefaultValueFactory = _ => standard,
        CustomParser = result => Parsed(result, 1, "one number of at least 1") is [var one] ? one : standard,
    };

    /// <summary>One guidance or several.</summary>
    /// <param name="several">What several of them do.</param>
    /// <param name="standard">What is taken where the option is left out.</param>
    public static Option<GuidanceScales[]> InTurn(string several, IReadOnlyList<GuidanceScales> standard) => new(Name)
    {
        Description = $"{Meaning}; {several}. [default: {string.Join(',', standard)}]",
        HelpName = "N[@N-N][/…][,…]",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Parsed(result, int.MaxValue, "numbers of at least 1 with commas between"),
    };

    /// <summary>What an option says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">See <see cref="InTurn"/>.</param>
    /// <param name="otherwise">What it stands for where it was left out.</param>
    public static IReadOnlyList<GuidanceScales> Of(
        ParseResult parsed, Option<GuidanceScales[]> option, IReadOnlyList<GuidanceScales> otherwise) =>
        parsed.GetValue(option) is { Length: > 0 } said ? said : otherwise;

    /// <summary>Refuses guidance that counts in no step.</summary>
    /// <param name="guidance">What was said.</param>
    /// <param name="steps">Steps of the sampler.</param>
    /// <returns>The guidance itself.</returns>
    /// <exception cref="CommandLineException">A scale counts nowhere.</exception>
    public static GuidanceScales CheckedFor(this GuidanceScales guidance, int steps)
    {
        try
        {
            guidance.RequireSteps(GenerationRequest.StandardFlow.Plan(steps));
            return guidance;
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Words());
        }
    }

    private static GuidanceScales[]? Parsed(ArgumentResult result, int most, string expected)
    {
        var text = result.Tokens[0].Value;
        GuidanceScales?[] scales = [.. text.Split(',').Select(GuidanceScales.Parse)];
        if (scales.Length <= most && scales.All(scale => scale is { LeadsTowards: true }))
            return [.. scales.OfType<GuidanceScales>()];
        result.AddError(
            $"{Name}: expected {expected}, got '{text}'. "
            + $"Try {(most == 1 ? "3, or 3/1.5@0-0.8" : "1,3, or 1,1/1.5/2")}.");
        return null;
    }
}
