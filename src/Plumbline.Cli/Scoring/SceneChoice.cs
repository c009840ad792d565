namespace Plumbline.Cli.Scoring;

/// <summary>What <c>--scene</c> says about a clip.</summary>
internal enum SceneChoice
{
    /// <summary>Everything in the picture belongs to one rigid world.</summary>
    Static,

    /// <summary>Independently moving regions are segmented and set aside.</summary>
    Dynamic,
}
