namespace Plumbline.Cli;

/// <summary>What the process tells the shell; documented in <c>docs/command-line.md</c>.</summary>
internal enum ExitCode
{
    /// <summary>Everything asked for was done. An unscorable clip is an answer, not a failure.</summary>
    Success = 0,

    /// <summary>Some files could not be read or written; everything else was done.</summary>
    SomeFailed = 1,

    /// <summary>The command line says something that cannot be done.</summary>
    BadUsage = 2,

    /// <summary>The machine lacks something; <c>plumb doctor</c> says what.</summary>
    EnvironmentIncomplete = 3,

    /// <summary>A defect of Plumbline itself.</summary>
    Defect = 70,

    /// <summary>Stopped by Ctrl-C; what was finished is kept.</summary>
    Cancelled = 130,
}
