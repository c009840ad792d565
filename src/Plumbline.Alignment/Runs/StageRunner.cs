namespace Plumbline.Alignment.Runs;

/// <summary>Runs stages one after the other, times them, and tells how they go.</summary>
/// <param name="log">Keeps what they took.</param>
/// <param name="progress">Told how they go; may be absent.</param>
internal sealed class StageRunner(StageLog log, IProgress<AlignmentProgress>? progress)
{
    /// <summary>Runs a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="round">Its round; absent for a stage of the whole run.</param>
    /// <param name="work">
    /// Does it; tells what is done, what is left and anything else, and returns what it gave; absent where nothing was
    /// left.
    /// </param>
    public void Run(
        AlignmentStage stage, int? round, Func<Action<double, double, string>, (int Count, string Text)?> work)
    {
        var record = log.Time(stage, round, () =>
        {
            progress?.Report(new(stage, round, 0, 0, ""));
            return work((done, left, text) => progress?.Report(new(stage, round, done, left, text)));
        });
        progress?.Report(new(stage, round, record.Count, 0, record.Text) { IsEnd = true });
    }
}
