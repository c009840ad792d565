using System.CommandLine;
using System.Globalization;
using Plumbline.Cli.Scoring;

namespace Plumbline.Cli.Commands;

/// <summary>
/// <c>plumb runs</c>: the run folders that were made without being named, and the way to be rid of them.
/// </summary>
internal static class RunsCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="clock">Tells how old a folder is.</param>
    /// <returns>The command.</returns>
    public static Command Create(TimeProvider clock)
    {
        var delete = new Option<int?>("--delete-older-than")
        {
            Description = "Delete the folders that no run has written for this many days; 0 deletes all of them.",
            HelpName = "DAYS",
        };
        NumberOption.RequireAtLeast(delete, 0);
        var command = new Command(
            "runs", "Lists the folders that keep finished work for --resume, and deletes old ones.")
        {
            delete,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var now = clock.GetUtcNow();
            var (folders, isDeleting) = (KeptRun.FindAll(), parsed.GetValue(delete) is not null);
            if (parsed.GetValue(delete) is { } days)
                folders = [.. folders.Where(run => now - run.LastWritten >= TimeSpan.FromDays(days))];
            foreach (var run in folders)
            {
                if (isDeleting)
                    Directory.Delete(run.Folder, recursive: true);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{run.LastWritten.ToLocalTime():yyyy-MM-dd HH:mm}  {run.Bytes / 1e6,8:0.0} MB  {run.Folder}"));
            }

            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{folders.Count} run folders, {folders.Sum(run => run.Bytes) / 1e6:0.0} "
                + $"MB{(isDeleting ? ", deleted" : "")}"));
            return (int)ExitCode.Success;
        });
        return command;
    }
}
