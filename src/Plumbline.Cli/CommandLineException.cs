namespace Plumbline.Cli;

/// <summary>Ends a command with one sentence for the user and an exit code.</summary>
/// <param name="exitCode">What the shell is told.</param>
/// <param name="message">What failed, and the way out.</param>
internal sealed class CommandLineException(ExitCode exitCode, string message) : Exception(message)
{
    /// <summary>What the shell is told.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}
