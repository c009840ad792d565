using Plumbline.Cli;
using Plumbline.Cli.Scoring;

namespace Plumbline.Tests.Cli;

/// <summary>One run of the command line inside this process.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static Task<CommandLine> RunAsync(params string[] args) => RunAsync(null, args);

    public static Task<CommandLine> RunAsync(ChangeJudge? judge, params string[] args) =>
        RunAsync(judge, args, TestContext.Current.CancellationToken);

    public static async Task<CommandLine> RunAsync(ChangeJudge? judge, string[] args, CancellationToken token)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await PlumbCommand.RunAsync(
            args, output, error, judge is null
                ? JudgeFactory.CreateScorer
                : (_, packs) => new ClipScorer(judge, null, packs), token);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
