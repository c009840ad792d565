using System.Globalization;

namespace Plumbline.Cli.Terminal;

/// <summary>The line on stderr that says how many worlds are rendered and encoded.</summary>
/// <param name="error">Where to write.</param>
/// <param name="isTerminal">Whether it is a terminal; elsewhere every tenth of the work has a line.</param>
/// <param name="count">How many there will be.</param>
internal sealed class EncodingLine(TextWriter error, bool isTerminal, int count) : IProgress<int>
{
    private int _tenth = -1;

    /// <inheritdoc/>
    public void Report(int value)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"worlds rendered and encoded: {value}/{count}");
        var tenth = (int)(10L * value / count);
        if (isTerminal)
            error.Write(value < count ? $"\r{line}" : $"\r{line}{Environment.NewLine}");
        else if (tenth > _tenth)
            error.WriteLine(line);
        _tenth = tenth;
    }
}
