namespace Plumbline.Alignment.Judges;

/// <summary>Which of the VideoGPA reference's metrics is the score.</summary>
public enum VideoGpaReward
{
    /// <summary>
    /// Its reward, the 3DCS or consistency score, as far as it can be computed here: mean squared difference between
    /// frames and their renderings. The other half, LPIPS, needs weights that Plumbline does not carry.
    /// </summary>
    Reprojection,

    /// <summary>Agreement of depth between neighbouring frames alone.</summary>
    DepthAgreement,

    /// <summary>Epipolar error between neighbouring frames alone.</summary>
    Epipolar,
}
