using System.CommandLine;
using Plumbline.Alignment.Linting;
using Plumbline.Alignment.Training;
using Plumbline.Cli.Generating;
using Plumbline.Cli.Terminal;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb lint</c>: whether a model, its autoencoder, sampler and trainer mean the same.</summary>
internal static class LintCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var model = new Option<string?>("--base")
        {
            Description = "Model to align. [default: the committed one]",
            HelpName = "FOLDER|FILE",
        };
        var autoencoder = new Option<string?>("--vae")
        {
            Description = "Its autoencoder. [default: the one in the model's folder, or the committed one]",
            HelpName = "FOLDER|FILE",
        };
        var size = NumberOption.Optional(
            "--size", "Width and height of the clips that it is tried on, a multiple of 16. [default: 128]", 16);
        var frames = NumberOption.Optional("--frames", "Frames of those clips, 1 + a multiple of 4. [default: 17]", 1);
        var seed = NumberOption.Optional("--seed", "Names the noise. [default: 1]", 0);
        var json = new Option<bool>("--json") { Description = "Write the findings as JSON." };
        var command = new Command(
            "lint", "Finds, before anything is trained, what would make an adapter learn the wrong thing.")
        {
            model, autoencoder, size, frames, seed, json,
        };
        command.SetAction((parsed, token) => Task.Run(
            () =>
            {
                var files = ModelFiles.Find(
                    parsed.GetValue(model), parsed.GetValue(autoencoder), AppContext.BaseDirectory);
                var edge = parsed.GetValue(size) ?? 128;
                var format = new WorldFormat(edge, edge, parsed.GetValue(frames) ?? 17);
                var threads = EngineUse.Threads(Environment.ProcessorCount);
                try
                {
                    return (int)Run(files, format, (ulong)(parsed.GetValue(seed)
                        ?? 1), parsed.GetValue(json), parsed.InvocationConfiguration, token);
                }
                finally
                {
                    EngineThreads.Use(threads);
                }
            },
            CancellationToken.None));
        return command;
    }

    private static ExitCode Run(
        ModelFiles files, WorldFormat format, ulong seed, bool isJson, InvocationConfiguration console,
        CancellationToken token)
    {
        using var scope = new TensorScope();
        var compute = EngineReport.FastestCompute();
        using var model = LoadedModel.Load(files, compute);
        var isTerminal = ReferenceEquals(console.Error, Console.Error) && !Console.IsErrorRedirected;
        LintSubject subject;
        using (var line = new GenerationLine(
            console.Error, isTerminal, TimeProvider.System, "making clips to try it on"))
        {
            subject = ModelSubject.Of(
                model.Model, model.Autoencoder, LoraConfig.For(model.Model.Denoiser, LoraPlacement.Attention), format,
                new PreferenceTaskOptions(),
                seed, token: token);
            line.Clear();
        }

        var findings = new List<LintFinding>();
        foreach (var finding in AlignmentLinter.Check(subject, token))
        {
            findings.Add(finding);
            if (!isJson)
                console.Output.WriteLine($"{Mark(finding.State),-12}{finding.Check,-20}{finding.Text}");
        }

        if (isJson)
            console.Output.WriteLine(LintFile.Write(findings));
        var failed = findings.Count(finding => finding.State == LintState.Failed);
        console.Error.WriteLine(failed == 0
            ? $"{findings.Count(finding => finding.State == LintState.Passed)} of {findings.Count} checks passed, none failed."
            : $"{failed} of {findings.Count} checks failed; training would learn the wrong thing.");
        return failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private static string Mark(LintState state) => state switch
    {
        LintState.Passed => "ok",
        LintState.Failed => "FAILED",
        _ => "not checked",
    };
}
