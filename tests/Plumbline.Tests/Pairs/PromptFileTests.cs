using Plumbline.Alignment.Pairs;

namespace Plumbline.Tests.Pairs;

public sealed class PromptFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-prompts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Text_has_a_prompt_a_line()
    {
        var prompts = Read("prompts.txt", "# worlds\n\na red arch\r\n  a blue ball, the camera rises\n");

        Assert.Equal([new("001", "a red arch"), new("002", "a blue ball, the camera rises")], prompts);
    }

    [Theory]
    [InlineData("""{"room/1": {"text_prompt": "a red arch", "image_prompt": "first.png"}, "b": "a blue ball"}""", "room/1", "b")]
    [InlineData("""[{"group_id": "x", "text_prompt": "a red arch", "image_path": "first.png"}, {"text_prompt": "a blue ball"}]""", "x", "002")]
    [InlineData("""{"groups": [{"group_id": "x", "prompt": "a red arch", "input_image_path": "first.png", "videos": []}, "a blue ball"]}""", "x", "002")]
    public void Json_has_the_forms_of_videogpa(string json, string first, string second)
    {
        var prompts = Read("prompts.json", json);

        Assert.Equal(
            [new(first, "a red arch") { FirstFramePath = PathOf("first.png") }, new(second, "a blue ball")], prompts);
    }

    [Fact]
    public void A_name_becomes_a_folder()
    {
        Assert.Equal("room_1", Read("prompts.json", """{"room/1": "a red arch"}""")[0].FolderName);
    }

    [Fact]
    public void A_table_says_more_of_single_prompts()
    {
        var prompts = Read(
            "prompts.csv",
            "prompt,seed,camera,image,video\n\"a red arch, \"\"big\"\"\",12,orbit:9deg,,a.mp4\n"
            + "a ball,,path.json,first.png,\n");

        Assert.Equal(
            [
                new("001", "a red arch, \"big\"") { Seed = 12, Camera = "orbit:9deg", VideoPath = PathOf("a.mp4") },
                new("002", "a ball") { CamerasPath = PathOf("path.json"), FirstFramePath = PathOf("first.png") },
            ],
            prompts);
    }

    [Theory]
    [InlineData("p.txt", "# nothing\n", "expected at least one prompt, got none")]
    [InlineData("p.json", "{", "expected JSON, got")]
    [InlineData("p.json", "3", "expected an object or a list of prompts, got Number")]
    [InlineData("p.json", """{"a": {"text": "a ball"}}""", "expected text_prompt in the entry \"a\", got none")]
    [InlineData("p.json", """{"a": {"prompt": "a ball", "seed": -1}}""", "expected a whole number of at least 0 as seed of \"a\", got -1")]
    [InlineData("p.json", """{"a/b": "a ball", "a_b": "a box"}""", "expected names that give different folders, got \"a/b\" and \"a_b\"")]
    [InlineData("p.json", """{"..": "a ball"}""", "expected names with letters or digits, got \"..\"")]
    [InlineData("p.csv", "text\na ball\n", "expected a header line with the column prompt")]
    [InlineData("p.csv", "prompt,cammera\na ball,pan:3\n", "got \"prompt,cammera\"")]
    [InlineData("p.csv", "prompt,seed\na red, ball,3\n", "expected 2 cells in row 1, got 3")]
    [InlineData("p.csv", "prompt,seed\na ball,x\n", "expected a whole number of at least 0 as seed in row 1, got x")]
    public void What_is_no_file_of_prompts_is_refused_in_one_sentence(string name, string text, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(name, text));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        AlignmentPrompt[] prompts =
        [
            new("world/1", "a red arch") { Camera = "orbit:30deg", Negative = "a ball", Seed = 3, FirstFramePath =
                PathOf("first.png") },
            new("b", "") { CamerasPath = PathOf("cameras.json") },
        ];

        PromptFile.Write(prompts, PathOf("prompts.json"));

        Assert.Equal(prompts, PromptFile.Read(PathOf("prompts.json")));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var error = Assert.Throws<InvalidDataException>(() => PromptFile.Read(PathOf("none.txt")));

        Assert.Contains("none.txt: expected a file of prompts, got nothing", error.Message, StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private IReadOnlyList<AlignmentPrompt> Read(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PromptFile.Read(PathOf(name));
    }
}
