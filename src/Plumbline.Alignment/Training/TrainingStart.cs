namespace Plumbline.Alignment.Training;

/// <summary>Where a run begins.</summary>
public enum TrainingStart
{
    /// <summary>At step 0, in a folder without a run.</summary>
    Fresh,

    /// <summary>Where the folder's run was saved.</summary>
    Resumed,
}
