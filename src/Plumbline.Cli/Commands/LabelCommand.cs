using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Labelling;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Generating;
using Plumbline.Cli.Labelling;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb label</c>: a page on this machine on which a person compares clips blind.</summary>
internal static class LabelCommand
{
    private const string CatalogName = "run.sqlite";

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("RUN") { Description = "Folder of a run with preference pairs." };
        folder.AcceptExistingOnly();
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 for a free one.", HelpName = "N" };
        var voter = new Option<string>("--voter")
        {
            Description = "Who votes; each voter is asked every question.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "someone",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "Names the order of the questions and the sides.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var autoencoder = new Option<string?>("--vae")
        {
            Description = "Decodes the clips. [default: the committed autoencoder]",
            HelpName = "FOLDER|FILE",
        };
        var pairs = new Option<string?>("--pairs")
        {
            Description = "Write what people preferred as pairs to train on, and end without asking.",
            HelpName = "FILE",
        };
        var json = new Option<bool>("--json") { Description = "Write the agreement with the judge as JSON." };
        var command = new Command(
            "label", "Serves a page on which a person compares clips blind; votes are kept in the run.")
        {
            folder, port, voter, seed, autoencoder, pairs, json,
        };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(voter)))
                result.AddError("--voter: expected a name, got an empty one.");
            if (result.GetValue(port) is < 0 or > 65535)
                result.AddError($"--port: expected 0 to 65535, got {result.GetValue(port)}.");
        });
        command.SetAction((parsed, token) => Task.Run(
            () =>
            {
                var run = parsed.GetRequiredValue(folder).FullName;
                var order = parsed.GetValue(seed);
                var questions = Questions(run, order);
                using var catalog = RunCatalog.Open(Path.Combine(run, CatalogName));
                var book = new VoteBook(catalog);
                if (parsed.GetValue(pairs) is { } file)
                {
                    PairFile.Write(PersonPairs.Of(questions, book.Votes), file);
                    parsed.InvocationConfiguration.Output.WriteLine(file);
                    return (int)ExitCode.Success;
                }

                var session = new LabelSession(questions, book, parsed.GetRequiredValue(voter), order);
                Serve(
                    run, session, ModelFiles.FindAutoencoder(parsed.GetValue(autoencoder), AppContext.BaseDirectory),
                    parsed.GetValue(port), parsed.InvocationConfiguration, token);
                Tell(VoteAgreement.Of(questions, book.Votes), parsed.GetValue(json), parsed.InvocationConfiguration);
                return (int)ExitCode.Success;
            },
            CancellationToken.None));
        return command;
    }

    private static IReadOnlyList<LabelQuestion> Questions(string run, int seed)
    {
        var files = Directory.EnumerateFiles(run, PairFile.Name, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).ToArray();
        var questions = LabelQuestion.Of(files.Select(PairFile.Read), seed);
        return questions.Count > 0
            ? questions
            : throw new CommandLineException(
                ExitCode.BadUsage,
                    $"Label {run}: expected preference pairs, got "
                    + $"{(files.Length == 0 ? $"no {PairFile.Name}" : "an empty selection")}. "
                    + "Make some with plumb pairs.");
    }

    private static void Serve(
        string run, LabelSession session, string autoencoderPath, int port, InvocationConfiguration console,
        CancellationToken token)
    {
        using var autoencoder = MiniAutoencoderFile.Load(autoencoderPath, Precision.Float32, Device.Cpu);
        var clips = new LabelClips(run, autoencoder);
        using var server = new LabelServer(session, clips.Find, port);
        console.Output.WriteLine(server.Address);
        console.Output.Flush();
        console.Error.WriteLine(
            $"{session.Count} questions, {session.AnsweredCount} answered. Open the address in a browser; Ctrl-C ends.");
        server.Run(token);
    }

    private static void Tell(VoteAgreement agreement, bool isJson, InvocationConfiguration console)
    {
        if (isJson)
            console.Output.WriteLine(JsonSerializer.Serialize(agreement, AgreementJson.Default.VoteAgreement));
        var said = agreement is { Share: { } share, Interval: { } interval }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"agree with the judge in {agreement.Agreeing} of {agreement.Compared} ({100 * share:0} %, 95 % "
                + $"interval {100 * interval.Low:0} to {100 * interval.High:0} %)")
            : "none of them between clips that the judge scored differently";
        console.Error.WriteLine($"{agreement.Votes} votes, {agreement.Alike} of them alike; {said}.");
    }
}

/// <summary>How the agreement is written as JSON.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VoteAgreement))]
internal sealed partial class AgreementJson : JsonSerializerContext;
