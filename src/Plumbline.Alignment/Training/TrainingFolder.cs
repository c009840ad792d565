namespace Plumbline.Alignment.Training;

/// <summary>Where a run keeps its state, and whether a folder holds one.</summary>
internal static class TrainingFolder
{
    /// <summary>The file that holds the state.</summary>
    /// <param name="folder">Folder of the run.</param>
    public static string StatePath(string folder) => Path.Combine(folder, "state.safetensors");

    /// <summary>Whether a folder holds a run that was saved.</summary>
    /// <param name="folder">Folder of the run.</param>
    public static bool HoldsRun(string folder) => File.Exists(StatePath(folder));

    /// <summary>Refuses a folder that does not fit what is asked for, before anything in it is changed.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="start">Whether the run is new.</param>
    /// <exception cref="InvalidDataException">
    /// There is a run although a new one is asked for, or none to resume.
    /// </exception>
    public static void Require(string folder, TrainingStart start)
    {
        if (HoldsRun(folder) != (start == TrainingStart.Resumed))
            throw new InvalidDataException(start == TrainingStart.Resumed
                ? $"Resume {folder}: expected a saved run, got none. Start one first."
                : $"Train in {folder}: expected a folder without a run, got one. Resume it, or choose another folder.");
    }

    /// <summary>Keeps other processes from training in a folder.</summary>
    /// <param name="folder">Folder of the run; it exists.</param>
    /// <returns>What the caller disposes at the end; a process that dies lets go too.</returns>
    /// <exception cref="InvalidDataException">Another process trains there.</exception>
    public static IDisposable Occupy(string folder)
    {
        try
        {
            return new FileStream(
                Path.Combine(folder, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new InvalidDataException(
                $"Train in {folder}: expected a folder that no process trains in, got: "
                + $"{exception.Message} Stop the other run first.",
                exception);
        }
    }
}
