using System.CommandLine;
using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Runs;
using Plumbline.Cli.Aligning;
using Plumbline.Cli.Terminal;
using Plumbline.Tensors;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb align</c>: from prompts and a base to an adapter, its proof and its report.</summary>
internal static class AlignCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var arguments = new AlignArguments();
        var command = arguments.ToCommand();
        command.SetAction(
            (parsed, token) => Task.Run(() => (int)Run(parsed, arguments, token), CancellationToken.None));
        return command;
    }

    private static ExitCode Run(ParseResult parsed, AlignArguments arguments, CancellationToken token)
    {
        // 1. What can be wrong before a clip is made.
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (folder, json) = (parsed.GetRequiredValue(arguments.Folder), parsed.GetValue(arguments.Json));
        ScoreCommand.RequireWritable(json);
        var sitting = new AlignmentSitting
        {
            Calibration = parsed.GetValue(arguments.Calibration) is { } file ? CalibrationJson.Read(file) : null,
            Command = PlumbCommand.CommandLine(parsed),
            Commit = PlumbCommand.Commit,
            Jobs = Math.Max(1, parsed.GetValue(arguments.Jobs)),
        };
        using var run = parsed.GetValue(arguments.Resume)
            ? AlignmentRun.Resume(folder, recipe => arguments.Changed(parsed, recipe), sitting, token)
            : AlignmentRun.Begin(folder, arguments.Recipe(parsed), arguments.Files(parsed), sitting, token);

        // 2. The run.
        var threadsBefore = EngineUse.Threads(Math.Max(1, parsed.GetValue(arguments.Threads)));
        var report = Path.Combine(folder, AlignmentReport.Name);
        AlignmentResult result;
        try
        {
            var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
            using var line = new AlignmentLine(error, isTerminal, TimeProvider.System);
            try
            {
                result = run.Execute(line, token);
                AlignmentReport.Write(folder, report, progress: line, token: token);
            }
            catch (ArgumentException exception) when (exception.ParamName is "request" or "autoencoderPath")
            {
                throw new CommandLineException(ExitCode.BadUsage, exception.Words());
            }
            catch (Exception exception) when (exception is not ArgumentException)
            {
                line.Dispose();
                error.WriteLine(
                    $"plumb: what is finished stays; go on with: plumb align --out {PlumbCommand.Quoted(folder)} --resume");
                throw;
            }
        }
        finally
        {
            EngineThreads.Use(threadsBefore);
        }

        // 3. What came out.
        error.WriteLine($"report: {report}");
        ScoreCommand.WriteText(json, output, () => ComparisonJson.Write(result.Report));
        if (json != "-")
            output.WriteLine(result.Adapter);
        return ExitCode.Success;
    }
}
