namespace Plumbline.Alignment.Training;

/// <summary>Whether a network feels the preference that it is trained on.</summary>
public enum PreferenceStrength
{
    /// <summary>
    /// Mean |logit| below 0.01: the sigmoid is a straight line, the reference drops out of the gradient, and nothing
    /// holds the network back.
    /// </summary>
    NotFelt,

    /// <summary>In between: pairs that are right already count less than those that are wrong.</summary>
    Felt,

    /// <summary>Mean |logit| above 4: the sigmoid is flat, and pairs that are right teach next to nothing.</summary>
    Saturated,
}
