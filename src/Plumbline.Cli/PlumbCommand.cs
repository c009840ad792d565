using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using Plumbline.Cli.Commands;
using Plumbline.Cli.Scoring;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Cli;

/// <summary>The <c>plumb</c> command line: its commands, and how every one of them ends.</summary>
internal static class PlumbCommand
{
    /// <summary>Version of Plumbline, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } = Informational.Split('+')[0];

    /// <summary>Commit that it was built from, 40 hexadecimal digits; absent where the build did not know it.</summary>
    public static string? Commit { get; } = Informational.Split('+') is [_, { Length: 40 } commit] ? commit : null;

    private static string Informational =>
        typeof(PlumbCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>A command line as a shell would take it again.</summary>
    /// <param name="parsed">A command line without errors.</param>
    public static string CommandLine(ParseResult parsed) =>
        string.Join(' ', ["plumb", .. parsed.Tokens.Select(word => Quoted(word.Value))]);

    /// <summary>An argument as a shell would take it: in quotes where it has to be.</summary>
    /// <param name="argument">One word of a command line.</param>
    public static string Quoted(string argument) =>
        argument.All(letter => char.IsLetterOrDigit(letter) || "/._-+=:,@%".Contains(letter))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Arguments as the shell hands them over.</param>
    /// <param name="output">Takes results and nothing else.</param>
    /// <param name="error">Takes progress and messages.</param>
    /// <param name="cancellationToken">Stops the command as Ctrl-C does.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default) =>
        RunAsync(args, output, error, JudgeFactory.CreateScorer, cancellationToken);

    /// <summary>Runs one command line with another judge.</summary>
    /// <param name="args">Arguments as the shell hands them over.</param>
    /// <param name="output">Takes results and nothing else.</param>
    /// <param name="error">Takes progress and messages.</param>
    /// <param name="createScorer">
    /// Makes what scores one clip, from the options and from whether a report is asked for.
    /// </param>
    /// <param name="cancellationToken">Stops the command as Ctrl-C does.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, Func<ScoreOptions, bool, ClipScorer> createScorer,
        CancellationToken cancellationToken = default)
    {
        var parsed = Create(createScorer).Parse(args);
        var unknown = UnknownOption.Find(parsed, CommandPath(parsed)).ToArray();
        var mistakes = unknown.Length > 0 ? unknown : [.. parsed.Errors.Select(mistake => mistake.Message)];
        if (mistakes.Length > 0)
        {
            foreach (var mistake in mistakes)
                await error.WriteLineAsync($"plumb: {mistake}");
            await error.WriteLineAsync($"Try '{CommandPath(parsed)} --help'.");
            return (int)ExitCode.BadUsage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            // Ctrl-C asks the clip in hand to stop between two stages; this is how long it may take to get there.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("plumb: stopped.");
            return (int)ExitCode.Cancelled;
        }
        catch (CommandLineException exception)
        {
            await error.WriteLineAsync($"plumb: {exception.Message}");
            return (int)exception.ExitCode;
        }
        catch (DllNotFoundException exception)
        {
            await error.WriteLineAsync($"plumb: {exception.Message}");
            return (int)ExitCode.EnvironmentIncomplete;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            or InvalidDataException or CheckpointException or MediaException)
        {
            await error.WriteLineAsync($"plumb: {exception.Message}");
            return (int)ExitCode.SomeFailed;
        }
#pragma warning disable CA1031 // The last catch of the process: a defect becomes an exit code with its trace, never a core dump.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync(
                "plumb: this is a defect of Plumbline. Please report it with these "
                + $"lines.{Environment.NewLine}{exception}");
            return (int)ExitCode.Defect;
        }
    }

    private static RootCommand Create(Func<ScoreOptions, bool, ClipScorer> createScorer)
    {
        var root = new RootCommand("Measures how well a video holds up as one rigid, filmed world.")
        {
            ScoreCommand.Create(createScorer),
            CalibrateCommand.Create(seed => createScorer(new() { Seed = seed }, false).Judge),
            CompareCommand.Create(() => createScorer(new(), false).Judge),
            WorldCommand.Create(),
            GenerateCommand.Create(),
            AlignCommand.Create(),
            CandidatesCommand.Create(() => createScorer(new(), false).Judge),
            JudgeCommand.Create(() => createScorer(new(), false).Judge),
            PairsCommand.Create(),
            ExportCommand.Create(options => createScorer(options, false).Judge),
            DemoCommand.Create((args, parsed, token) => RunAsync(
                args, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, createScorer,
                token)),
            LintCommand.Create(),
            LabelCommand.Create(),
            DoctorCommand.Create(),
            RunsCommand.Create(TimeProvider.System),
            TrainCommand.Create(TimeProvider.System),
            MergeCommand.Create(),
        };
        NumberOption.RefuseCommas(root);
        var version = root.Options.OfType<VersionOption>().Single();
        version.Action = new PrintVersion();
        return root;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        var result = parsed.CommandResult;
        for (; result.Command is not RootCommand; result = (CommandResult)result.Parent!)
            names.Push(result.Command.Name);
        return string.Join(' ', ["plumb", .. names]);
    }

    private sealed class PrintVersion : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"plumb {Version}");
            return (int)ExitCode.Success;
        }
    }
}
