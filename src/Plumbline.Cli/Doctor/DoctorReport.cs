using Microsoft.Data.Sqlite;

namespace Plumbline.Cli.Doctor;

/// <summary>What the machine has and lacks.</summary>
/// <param name="Version">Version of Plumbline.</param>
/// <param name="Runtime">The .NET runtime in use.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="CoreCount">Logical processors that this process may use.</param>
/// <param name="Checks">Everything that was looked for.</param>
internal sealed record DoctorReport(
    string Version, string Runtime, string OperatingSystem, int CoreCount, IReadOnlyList<DoctorCheck> Checks)
{
    /// <summary>Whether nothing that <c>plumb score</c> needs is missing.</summary>
    public bool IsComplete => Checks.All(check => check.State != CheckState.Missing);

    /// <summary>Looks at this machine.</summary>
    /// <returns>The report.</returns>
    public static DoctorReport Examine() => new(
        PlumbCommand.Version,
        System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
        System.Runtime.InteropServices.RuntimeInformation.OSDescription,
        Environment.ProcessorCount,
        [
            Tool("ffmpeg", "-version", "reads and writes video files", "ffmpeg", CheckState.Missing),
            Tool("ffprobe", "-version", "reads what a video file says about itself", "ffmpeg", CheckState.Missing),
            Sqlite(),
            Tool("chromium", "--version", "page tests only", "chromium", CheckState.MissingOptional),
        ]);

    private static DoctorCheck Tool(string program, string argument, string need, string package, CheckState whenMissing) =>
        ToolProbe.FirstLine(program, argument) is { } line
            ? new(program, need, CheckState.Present) { Found = line }
            : new(program, need, whenMissing) { Found = "not on the PATH, or it does not start", Install = $"apt-get install -y {package}" };

    private static DoctorCheck Sqlite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return new("sqlite", "the run catalog; ships with Plumbline", CheckState.Present) { Found = connection.ServerVersion };
    }
}
