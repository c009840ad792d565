namespace Plumbline.Alignment.Objectives;

/// <summary>Whether every position of a clip counts alike.</summary>
public enum ErrorWeighting
{
    /// <summary>Every position alike, one number for a clip.</summary>
    Uniform,

    /// <summary>By the judge's map, see <see cref="DenseWeights"/>; every pair must carry one for both clips.</summary>
    Dense,
}
