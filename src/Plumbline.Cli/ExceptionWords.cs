using System.Globalization;

namespace Plumbline.Cli;

/// <summary>What an exception says to a user.</summary>
internal static class ExceptionWords
{
    /// <summary>
    /// The message without the name of a parameter, which means nothing on a command line; a value that was refused
    /// follows.
    /// </summary>
    /// <param name="exception">The exception.</param>
    public static string Words(this Exception exception)
    {
        var words = exception.Message.Split(" (Parameter", 2)[0];
        return exception is ArgumentOutOfRangeException { ActualValue: { } value }
            ? string.Create(CultureInfo.InvariantCulture, $"{words} Got {value}.")
            : words;
    }
}
