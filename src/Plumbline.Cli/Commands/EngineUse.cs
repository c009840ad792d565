using System.CommandLine;
using Plumbline.Tensors;

namespace Plumbline.Cli.Commands;

/// <summary>The first touch of libtorch by a command that cannot do without it.</summary>
internal static class EngineUse
{
    /// <summary>The option <c>--threads</c>.</summary>
    public static Option<int> ThreadsOption() =>
        NumberOption.Of("--threads", Environment.ProcessorCount, "Threads of libtorch.", 1);

    /// <summary>Changes the number of libtorch's threads.</summary>
    /// <param name="count">How many.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="CommandLineException">libtorch could not be loaded.</exception>
    public static int Threads(int count)
    {
        try
        {
            var before = EngineThreads.Count;
            EngineThreads.Use(count);
            return before;
        }
        catch (TorchException exception)
        {
            throw new CommandLineException(
                ExitCode.EnvironmentIncomplete,
                $"{exception.Message}{Environment.NewLine}plumb doctor says what is missing.");
        }
    }
}
