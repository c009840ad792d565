namespace Plumbline.Alignment.Pairs;

/// <summary>Which prompts of a file are meant.</summary>
public enum PromptPart
{
    /// <summary>Every prompt.</summary>
    All,

    /// <summary>Those that a model may learn from: all but the held-out ones.</summary>
    Learning,

    /// <summary>Those that are kept for comparing: a quarter, chosen by the digest of their names.</summary>
    HeldOut,
}
