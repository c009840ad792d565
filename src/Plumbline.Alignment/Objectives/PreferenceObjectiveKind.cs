namespace Plumbline.Alignment.Objectives;

/// <summary>Which objective trains an adapter on pairs.</summary>
public enum PreferenceObjectiveKind
{
    /// <summary>See <see cref="DiffusionDpo"/>.</summary>
    Dpo,

    /// <summary>See <see cref="HingeDpo"/>.</summary>
    HingeDpo,

    /// <summary>See <see cref="IdentityPreference"/>.</summary>
    Ipo,

    /// <summary>See <see cref="DirectReward"/>.</summary>
    Dro,

    /// <summary>See <see cref="WinnerTuning"/>.</summary>
    Sft,
}
