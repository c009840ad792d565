using System.ComponentModel;
using System.Diagnostics;

namespace Plumbline.Cli.Doctor;

/// <summary>Asks a program on the PATH for its version.</summary>
internal static class ToolProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>First line that the program prints about itself.</summary>
    /// <param name="program">Program name, looked up on the PATH.</param>
    /// <param name="argument">Its version switch, such as <c>-version</c>.</param>
    /// <returns>The line; absent when the program is missing, fails, or does not answer within ten seconds.</returns>
    public static string? FirstLine(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [argument])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            });
            if (process is null)
                return null;
            process.StandardInput.Close();
            var line = process.StandardOutput.ReadLineAsync();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var answered = line.Wait(Patience);
            // The rest of the answer is of no interest, and a pipe left full would keep the program alive.
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return answered && !string.IsNullOrWhiteSpace(line.Result) ? line.Result.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
