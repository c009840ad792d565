using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Plumbline.Cli.Doctor;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb doctor</c>: what this machine has, how fast it is, and what is missing.</summary>
internal static class DoctorCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Write the findings as JSON." };
        var command = new Command(
            "doctor", "Says what this machine has, and what is missing and how to install it.") { json };
        command.SetAction(parse =>
        {
            var report = DoctorReport.Examine();
            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize(report, DoctorJson.Default.DoctorReport));
            else
                Write(report, output);
            return (int)(report.IsComplete ? ExitCode.Success : ExitCode.EnvironmentIncomplete);
        });
        return command;
    }

    private static void Write(DoctorReport report, TextWriter output)
    {
        output.WriteLine(
            $"plumb {report.Version} on {report.Runtime}, {report.OperatingSystem}, {report.CoreCount} cores");
        output.WriteLine();
        foreach (var check in report.Checks)
        {
            var mark = check.State switch
            {
                CheckState.Present => "ok",
                CheckState.Missing => "MISSING",
                _ => "absent",
            };
            output.WriteLine($"{mark,-9}{check.Name,-15}{check.Found}");
        }

        if (report.Speed is { } speed)
        {
            output.WriteLine();
            output.WriteLine(speed.Processor ?? "processor without a name");
            output.WriteLine($"instruction sets  {string.Join(' ', speed.InstructionSets)}");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"matrix product    float32 {speed.Float32GigaflopsPerSecond:0} GFLOP/s, bfloat16 "
                + $"{speed.Bfloat16GigaflopsPerSecond:0} GFLOP/s; threads: {speed.ThreadCount}"));
        }

        var missing = report.Checks.Where(check => check.Install is not null).ToList();
        if (missing.Count == 0)
            return;
        output.WriteLine();
        foreach (var check in missing)
            output.WriteLine($"{check.Name} ({check.Need}): {check.Install}");
    }
}
