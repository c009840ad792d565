namespace Plumbline.Alignment.Training;

/// <summary>Why a run ended; in every case its state was saved.</summary>
public enum TrainingEnd
{
    /// <summary>Every step was taken.</summary>
    Finished,

    /// <summary>Inspections showed that more steps would not help; resumed, the run ends here again.</summary>
    Converged,

    /// <summary>The time allowed was spent.</summary>
    TimeSpent,

    /// <summary>It was asked to stop.</summary>
    Stopped,
}
