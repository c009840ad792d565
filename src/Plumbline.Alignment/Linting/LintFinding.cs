namespace Plumbline.Alignment.Linting;

/// <summary>What one check of the linter found.</summary>
/// <param name="Check">Stable camelCase name, such as <c>timesMatch</c>.</param>
/// <param name="State">How it ended.</param>
/// <param name="Text">What was measured, and what to do where it failed, in plain sentences.</param>
public sealed record LintFinding(string Check, LintState State, string Text)
{
    internal static LintFinding Of(string check, bool isPassed, string measured, string remedy) =>
        isPassed
            ? new(check, LintState.Passed, measured)
            : new(check, LintState.Failed, $"{measured} {remedy}");
}
