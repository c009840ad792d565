using System.CommandLine;

namespace Plumbline.Cli.Commands;

/// <summary>Options of commands that keep finished work in a folder of their own.</summary>
internal static class RunFolderOptions
{
    /// <summary>Whether to continue an interrupted run.</summary>
    public static Option<bool> Resume() => new("--resume")
    {
        Description = "Continue where the same command line was interrupted.",
    };

    /// <summary>Where finished work is kept.</summary>
    public static Option<string?> Run() => new("--run")
    {
        Description = "Folder that keeps finished work. [default: one per command line below the user's state folder]",
        HelpName = "FOLDER",
    };
}
