namespace Plumbline.Alignment.Labelling;

/// <summary>What a person said of two clips.</summary>
public enum VoteChoice
{
    /// <summary>The question's first clip holds up better.</summary>
    First,

    /// <summary>The question's second clip holds up better.</summary>
    Second,

    /// <summary>Neither holds up better.</summary>
    Alike,

    /// <summary>No answer; the question is left to someone else.</summary>
    Skipped,
}
