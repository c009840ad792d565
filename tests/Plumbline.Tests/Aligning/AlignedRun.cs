using System.Text.Json;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Cli.Aligning;
using Plumbline.Tensors;
using Plumbline.Tests.Cli;

namespace Plumbline.Tests.Aligning;

/// <summary>
/// A run of very small models from prompts to the comparison, in the folders that <c>plumb align</c> uses.
/// </summary>
public sealed class AlignedRun : IAsyncLifetime
{
    /// <summary>Classes of this collection look at one run and leave it as it is.</summary>
    public const string Collection = "aligned run";

    private const string Lint = """
        [{ "check": "timesMatch", "state": "Passed", "text": "The times agree." },
         { "check": "roundTrip", "state": "Failed", "text": "Latents come back half as large. Scale them." }]
        """;

    private const string Stages = """
        [{ "stage": "candidates", "round": 1, "seconds": 75.5, "isWhole": true, "isOpen": false, "count": 9, "text": "9 candidates of 3 prompts." },
         { "stage": "training", "round": 1, "seconds": 30, "isWhole": false, "isOpen": false, "count": 10, "text": "10 steps." }]
        """;

    private readonly TinyModel _model = new();

    public string Folder => Path.Combine(_model.Folder, "run");

    public string Page => Path.Combine(Folder, AlignmentReport.Name);

    internal BaseModelFiles Files => new(_model.ModelFile, Path.Combine(_model.Folder, "autoencoder.safetensors"));

    public async ValueTask InitializeAsync()
    {
        await RunAsync(
            "candidates", "--prompts", "worlds:3", "--out", Folder, "--model", _model.Folder, "--count", "3", "--steps",
            "2", "--size", "64", "--precision", "float32", "--threads", "1");
        Judge();
        await RunAsync(
            "train", "dpo", "--preset", "smoke", "--steps", "10", "--base", _model.Folder, "--pairs",
            Path.Combine(Folder, "round-1", "pairs.json"),
            "--out", Path.Combine(Folder, "round-1", "adapter"));
        await RunAsync(
            "compare", "--base", _model.Folder, "--lora", Path.Combine(Folder, "round-1", "adapter"), "--prompts",
            "worlds:2", "--seeds", "1", "--steps", "2",
            "--size", "64", "--precision", "float32", "--threads", "1", "--out", Path.Combine(Folder, "comparison"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "lint.json"), Lint);
        await File.WriteAllTextAsync(Path.Combine(Folder, "stages.json"), Stages);
        new AlignmentRecipe
        {
            Prompts = "</script><b>",
            Compared = new() { Steps = 2, Width = 64, Height = 64 },
            Files = Files,
        }.Save(Folder);
        AlignmentReport.Write(Folder, Page);
    }

    /// <summary>What the page knows from the start.</summary>
    internal static JsonElement DocumentOf(string page)
    {
        const string begin = "<script type=\"application/json\" id=\"document\">";
        var text = File.ReadAllText(page);
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        using var json = JsonDocument.Parse(text[start..text.IndexOf("</script>", start, StringComparison.Ordinal)]);
        return json.RootElement.Clone();
    }

    public ValueTask DisposeAsync()
    {
        _model.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task RunAsync(params string[] words)
    {
        var result = await CommandLine.RunAsync(words);
        Assert.True(result.ExitCode == 0, $"{words[0]}: {result.Error}");
    }

    // Motion is matched by the picture, so that the fourth clip, which moves more, makes no pair.
    private void Judge()
    {
        using var folder = CandidateFolder.Open(Folder);
        using var model = BaseModel.Load(Files.Model, Files.Autoencoder, DType.Float32);
        var judged = new CandidateJudging(folder, model.ForCandidates(), [CandidateJudge.Of(new OrderJudge())])
            .JudgeAll(folder.Candidates());
        var rules = PairRules.Default with { MotionMeasure = MotionMeasure.Picture };
        PairFile.Write(
            new PairSelector(rules).Select(folder.Prompts, [.. judged.Select(one => one[0])]),
            folder.RoundFile(1, PairFile.Name));
    }
}
