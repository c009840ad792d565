using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Pairs;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision;

namespace Plumbline.Tests.Comparison;

public sealed class ComparisonExamplesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumb-examples-");
    private readonly AlignmentPrompt[] _prompts = [
        .. AlignmentPrompt.Numbered(Enumerable.Range(0, 8).Select(i => $"prompt {i}"))];
    private int _made;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_first_seed_of_the_first_six_prompts_is_shown()
    {
        var shown = ComparisonExamples.First(Pairs("adapter"));

        Assert.Equal(["001/seed_1", "002/seed_1", "003/seed_1", "004/seed_1", "005/seed_1", "006/seed_1"], shown.Select(
            pair => pair.Name));
    }

    [Fact]
    public void Clips_are_read_back_as_they_were_made()
    {
        Make("adapter");

        var examples = ComparisonExamples.Read(_folder.FullName, _prompts);

        Assert.Equal(["001", "002", "003", "004", "005", "006"], examples.Select(example => example.PromptId));
        Assert.Equal(("the base", "the adapter"), (examples[1].BaseName, examples[1].AlignedName));
        Assert.Equal([2, 0, 0, 2, 1, 1], examples[1].Base.Frames.SelectMany(frame => frame.Rgb));
        Assert.Equal([102, 0, 0, 102, 1, 1], examples[1].Aligned.Frames.SelectMany(frame => frame.Rgb));
        Assert.Equal((8, 1), (examples[1].Base.FramesPerSecond, examples[1].Base.Frames[1].Index));
    }

    [Fact]
    public void What_is_there_is_not_made_again_and_another_adapter_makes_its_own_side()
    {
        Assert.Equal(12, Make("adapter"));
        Assert.Equal(0, Make("adapter"));

        Assert.Equal(6, Make("another"));

        Assert.Equal(18, _made);
    }

    [Fact]
    public void A_damaged_clip_is_made_again_and_half_a_pair_is_not_shown()
    {
        Make("adapter");
        File.WriteAllText(PathOf("001/seed_1.base.safetensors"), "x");
        File.Delete(PathOf("002/seed_1.adapter.safetensors"));
        Assert.Throws<CheckpointException>(() => ComparisonExamples.Read(_folder.FullName, _prompts));

        var halves = ComparisonExamples.Read(_folder.FullName, _prompts[1..]);
        var made = Make("adapter");

        Assert.Equal("003", halves[0].PromptId);
        Assert.Equal(2, made);
        Assert.Equal(6, ComparisonExamples.Read(_folder.FullName, _prompts).Count);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, ComparisonExamples.FolderName, name);

    private int Make(string adapter) => ComparisonExamples.Make(
        _folder.FullName, "the base", "the adapter", ComparisonExamples.First(Pairs(adapter)),
        token: TestContext.Current.CancellationToken);

    private IReadOnlyList<ClipPair> Pairs(string adapter) =>
        [.. from prompt in _prompts
            from seed in new[] { 1, 2 }
            let level = byte.Parse(prompt.Id, System.Globalization.CultureInfo.InvariantCulture)
            select new ClipPair(prompt.Id, $"{prompt.Id}/seed_{seed}", Clip($"base {prompt.Id} {seed}", level), Clip(
                $"{adapter} {prompt.Id} {seed}", (byte)(100 + level)))];

    private ComparedClip Clip(string key, byte level) => new(key, _ =>
    {
        _made++;
        return new Video([new Frame([level, 0, 0], 1, 1), new Frame([level, 1, 1], 1, 1, 1)], 8);
    });
}
