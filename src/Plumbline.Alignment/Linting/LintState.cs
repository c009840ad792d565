namespace Plumbline.Alignment.Linting;

/// <summary>How a check of the linter ended.</summary>
public enum LintState
{
    /// <summary>What training assumes holds.</summary>
    Passed,

    /// <summary>Something that training assumes does not hold; training would learn the wrong thing.</summary>
    Failed,

    /// <summary>There is nothing to check here, or the check has no power on it; the text says why.</summary>
    NotChecked,
}
