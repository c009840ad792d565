using System.Text.RegularExpressions;
using Plumbline.Alignment.Comparison;
using Plumbline.Vision.Media;

namespace Plumbline.Tests.Comparison;

public sealed class FolderPairsTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("plumb-pairs");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Clips_of_one_folder_are_of_one_prompt()
    {
        Add(
            "a/hall/seed_9.mp4", "a/hall/seed_10.mp4", "a/yard/seed_9.mp4", "b/hall/seed_9.mkv", "b/hall/seed_10.mp4",
            "b/yard/seed_9.mp4");

        var found = Match();

        Assert.Equal(["hall/seed_9", "hall/seed_10", "yard/seed_9"], found.Pairs.Select(pair => pair.Name));
        Assert.Equal(["hall", "hall", "yard"], found.Pairs.Select(pair => pair.Prompt));
        Assert.Empty(found.LeftOut);
    }

    [Fact]
    public void Clips_without_a_folder_are_prompts_unless_a_pattern_says_otherwise()
    {
        Add("a/hall-1.mp4", "a/hall-2.mp4", "b/hall-1.mp4", "b/hall-2.mp4");

        Assert.Equal(["hall-1", "hall-2"], Match().Pairs.Select(pair => pair.Prompt));
        Assert.Equal(["hall", "hall"], Match("^(.*)-[0-9]+$").Pairs.Select(pair => pair.Prompt));
    }

    [Fact]
    public void What_has_no_partner_is_named()
    {
        Add("a/hall.mp4", "a/yard.mp4", "b/hall.mp4", "b/wall.mp4");

        var found = Match();

        Assert.Equal(["hall"], found.Pairs.Select(pair => pair.Name));
        Assert.Collection(
            found.LeftOut, line => Assert.StartsWith("yard: only in", line, StringComparison.Ordinal),
            line => Assert.StartsWith("wall: only in", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_preview_is_not_compared()
    {
        Add("a/hall.mp4", "a/hall.gif", "b/hall.mp4");

        var found = Match();

        Assert.Equal(["hall"], found.Pairs.Select(pair => pair.Name));
        Assert.Empty(found.LeftOut);
    }

    [Fact]
    public void Folders_without_a_name_in_common_are_refused_with_the_names()
    {
        Add("a/hall.mp4", "b/yard.mp4");

        var error = Assert.Throws<MediaException>(() => Match());

        Assert.Contains("(hall)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(yard)", error.Message, StringComparison.Ordinal);
    }

    private FolderPairs Match(string? pattern = null) => FolderPairs.Match(
        Path.Combine(_root.FullName, "a"), Path.Combine(_root.FullName, "b"),
        pattern is null ? null : new Regex(pattern));

    // The text of a file is its path: matching reads bytes and no pictures.
    private void Add(params string[] paths)
    {
        foreach (var path in paths)
        {
            var full = Path.Combine(_root.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, path);
        }
    }
}
