using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Plumbline.Tensors;
using Plumbline.Vision;

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
    /// <summary>How fast the tensor engine is; absent when it could not be loaded.</summary>
    public EngineSpeed? Speed { get; init; }

    /// <summary>Whether nothing that <c>plumb score</c> needs is missing.</summary>
    public bool IsComplete => Checks.All(check => check.State != CheckState.Missing);

    /// <summary>Looks at this machine; takes about a second.</summary>
    /// <returns>The report.</returns>
    public static DoctorReport Examine()
    {
        var engine = EngineReport.Measure();
        DoctorCheck[] checks =
        [
            Tool("ffmpeg", "-version", "reads and writes video files", "ffmpeg", CheckState.Missing),
            Tool("ffprobe", "-version", "reads what a video file says about itself", "ffmpeg", CheckState.Missing),
            Vision(),
            Torch(engine),
            Sqlite(),
            Tool("chromium", "--version", "page tests only", "chromium", CheckState.MissingOptional),
        ];
        return new(
            PlumbCommand.Version, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription,
            Environment.ProcessorCount, checks)
        {
            Speed = engine.Engine is { } facts
                ? new(
                    engine.Processor, engine.InstructionSets, facts.ThreadCount, facts.Float32GigaflopsPerSecond,
                    facts.BFloat16GigaflopsPerSecond)
                : null,
        };
    }

    private static DoctorCheck Tool(
        string program, string argument, string need, string package, CheckState whenMissing) =>
        ToolProbe.FirstLine(program, argument) is { } line
            ? new(program, need, CheckState.Present) { Found = line }
            : new(
                program, need, whenMissing)
            {
                Found = "not on the PATH, or it does not start",
                Install = Apt(package)
            };

    private static DoctorCheck Vision()
    {
        const string Name = "vision engine";
        const string Need = "features, geometry, flow, bundle adjustment";
        try
        {
            return new(Name, Need, CheckState.Present) { Found = VisionEngine.Versions() };
        }
        catch (DllNotFoundException exception)
        {
            return new(Name, Need, CheckState.Missing)
            {
                Found = exception.Message,
                Install = Apt("libopencv-calib3d-dev libopencv-video-dev libceres-dev"),
            };
        }
    }

    private static DoctorCheck Torch(EngineReport report)
    {
        const string Name = "tensor engine";
        const string Need = "networks; plumb score works without it";
        return report.Engine is { } engine
            ? new(Name, Need, CheckState.Present)
            {
                Found =
                    $"libtorch {engine.RunningTorch ?? engine.CompiledForTorch} "
                    + $"({engine.CpuCapability ?? "no capability stated"}), {report.Library.Path}",
            }
            : new(
                Name, Need, CheckState.MissingOptional)
            {
                Found = report.Library.ToString(),
                Install = Apt("libtorch-dev libgloo-dev libopenblas0-openmp")
            };
    }

    private static DoctorCheck Sqlite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return new(
            "sqlite", "the run catalog; ships with Plumbline",
            CheckState.Present)
        { Found = connection.ServerVersion };
    }

    private static string Apt(string packages) => $"apt-get install -y {packages}";
}
