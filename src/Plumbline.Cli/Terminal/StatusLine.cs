using System.Globalization;

namespace Plumbline.Cli.Terminal;

/// <summary>A line on stderr that the next one replaces on a terminal; elsewhere each is a line of its own.</summary>
/// <param name="error">Where it goes.</param>
/// <param name="isTerminal">Whether it can be redrawn.</param>
internal sealed class StatusLine(TextWriter error, bool isTerminal) : IDisposable
{
    /// <summary>How often a line is written where it cannot be redrawn, so that a log stays short.</summary>
    public static readonly TimeSpan NewLine = TimeSpan.FromSeconds(30);

    private int _drawnLength;

    /// <summary>Whether the line can be redrawn.</summary>
    public bool IsTerminal => isTerminal;

    /// <summary>Says how long something still takes.</summary>
    /// <param name="left">The time.</param>
    /// <returns>Hours, minutes and seconds, such as <c>0:01:30 left</c>.</returns>
    public static string Left(TimeSpan left) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}:{left:mm\\:ss} left");

    /// <summary>Writes the line.</summary>
    /// <param name="line">Its text.</param>
    public void Draw(string line)
    {
        if (isTerminal)
            error.Write($"\r{line.PadRight(_drawnLength)}");
        else
            error.WriteLine(line);
        _drawnLength = isTerminal ? line.Length : 0;
    }

    /// <summary>Removes the line from a terminal, so that something else can be written.</summary>
    public void Clear()
    {
        if (_drawnLength > 0)
            error.Write($"\r{new string(' ', _drawnLength)}\r");
        _drawnLength = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
