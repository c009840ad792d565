namespace Plumbline.Cli.Worlds;

/// <summary>Says which frame is being rendered: redrawn on a terminal, one line in a log.</summary>
/// <param name="error">Where it goes.</param>
/// <param name="frameCount">How many frames there will be.</param>
internal sealed class FrameProgress(TextWriter error, int frameCount) : IProgress<int>
{
    private readonly bool _isTerminal = !Console.IsErrorRedirected;

    /// <inheritdoc/>
    public void Report(int value)
    {
        if (_isTerminal)
            error.Write(value == frameCount ? "\r\u001b[K" : $"\rrendered {value} of {frameCount} frames");
        else if (value == frameCount)
            error.WriteLine($"rendered {frameCount} frames");
    }
}
