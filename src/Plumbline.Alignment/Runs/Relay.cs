namespace Plumbline.Alignment.Runs;

/// <summary>Hands reports on at once, on the thread that makes them.</summary>
/// <typeparam name="T">What is reported.</typeparam>
/// <param name="report">
/// Told every report; <see cref="Progress{T}"/> would tell it later, and on another thread.
/// </param>
public sealed class Relay<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
