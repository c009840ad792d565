using Plumbline.Alignment.Pairs;
using Plumbline.Vision;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Pairs;

public sealed class PromptSourceTests : IDisposable
{
    private static readonly WorldFormat Format = new(32, 32, 5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-prompts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Worlds_give_caption_first_frame_and_cameras()
    {
        var prompts = PromptSource.Parse("worlds:2+5", WorldSplit.Comparison, Format).WriteTo(_folder.FullName);

        var world = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Comparison, 6), Format);
        Assert.Equal(["world-00005", "world-00006"], prompts.Select(prompt => prompt.Id));
        Assert.Equal(world.Caption, prompts[1].Text);
        Assert.Equal(
            PngPicture.Encode(world.FilmRgb().AsSpan(0, 32 * 32 * 3), 32, 32),
            File.ReadAllBytes(PathOf(prompts[1].FirstFramePath!)));
        Assert.Equal(world.Views, CamerasJson.Read(PathOf(prompts[1].CamerasPath!)));
        Assert.Equal(
            prompts.Select(prompt => PathOf(prompt.FirstFramePath!)),
            PromptFile.Read(PathOf("prompts.json")).Select(prompt => prompt.FirstFramePath));
    }

    [Fact]
    public void What_a_user_edits_is_a_source_again_wherever_it_lies()
    {
        PromptSource.OfWorlds(WorldSplit.Alignment, 2, 0, Format).WriteTo(PathOf("first"));

        var source = PromptSource.OfFile(PathOf("first/prompts.json"));
        var copied = source.WriteTo(PathOf("second"));

        Assert.Equal(source.Identity, PromptSource.OfFile(PathOf("second/prompts.json")).Identity);
        Assert.Equal(File.ReadAllText(PathOf("first/prompts.json")), File.ReadAllText(PathOf("second/prompts.json")));
        Assert.True(File.Exists(Path.Combine(PathOf("second"), copied[1].CamerasPath!)));
        File.WriteAllText(PathOf("second/prompts/world-00001/cameras.json"), "{}");
        Assert.NotEqual(source.Identity, PromptSource.OfFile(PathOf("second/prompts.json")).Identity);
    }

    [Theory]
    [InlineData("worlds:", "expected a number of worlds such as worlds:256")]
    [InlineData("worlds:0", "got \"0\"")]
    [InlineData("worlds:3+x", "got \"3+x\"")]
    [InlineData("nothing.json", "expected a file of prompts, got nothing at this path")]
    public void What_is_no_source_is_refused(string text, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => PromptSource.Parse(text, WorldSplit.Alignment, Format));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_is_not_there_is_named()
    {
        File.WriteAllText(PathOf("p.json"), """{"a": {"text_prompt": "a ball", "image_prompt": "first.png"}}""");

        var error = Assert.Throws<InvalidDataException>(() => PromptSource.OfFile(PathOf("p.json")));

        Assert.Contains($"got nothing at {PathOf("first.png")}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_video_is_read_at_the_size_length_and_rate_of_the_candidates()
    {
        var options = new CandidateOptions { Width = 32, Height = 32, FrameCount = 5 };
        var world = TrainingWorld.FromSeed(3, new(64, 32, 10) { FramesPerSecond = 16 });
        VideoWriter.Save(world.Film(RenderedTruth.None).Video, PathOf("a.mkv"));
        File.WriteAllText(PathOf("p.json"), """{"a": {"text_prompt": "a ball", "video": "a.mkv"}}""");

        var prompt = PromptSource.OfFile(PathOf("p.json")).WriteTo(PathOf("run"))[0];
        var rgb = PromptVideo.Read(prompt, PathOf("run"), options);

        Assert.Equal("prompts/a/video.mkv", prompt.VideoPath);
        Assert.Equal(
            [.. new[] { 0, 2, 4, 6, 8 }.SelectMany(
                i => Framing.Covering(world.Film(RenderedTruth.None).Video.Frames[i], 32, 32).Rgb)],
            rgb);
        Assert.Contains(
            "Prompt a: expected 9 frames at 8 a second in prompts/a/video.mkv, got 5.",
            Assert.Throws<InvalidDataException>(
                () => PromptVideo.Read(prompt, PathOf("run"), options with { FrameCount = 9 })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Prompt a: expected a video for its clips to begin from, got none.",
            Assert.Throws<InvalidDataException>(
                () => PromptVideo.Read(prompt with { VideoPath = null }, PathOf("run"), options)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_candidate_of_a_prompt_sees_the_same_camera()
    {
        var prompt = new AlignmentPrompt("a", "a red arch") { Camera = "handheld:0.5m" };

        var first = PromptConditions.Of(prompt, _folder.FullName, 32, 32, 5);
        var second = PromptConditions.Of(prompt, _folder.FullName, 32, 32, 5);

        Assert.Equal("a red arch, the camera walks forward", first.Text);
        Assert.Equal(first.Views, second.Views);
        Assert.Equal(6 * 5 * 4 * 4, first.Rays(4, 4)!.Length);
        Assert.NotEqual(
            PromptConditions.IdentityOf(prompt, _folder.FullName),
            PromptConditions.IdentityOf(prompt with { Camera = "orbit:9deg" }, _folder.FullName));
    }

    [Fact]
    public void Cameras_of_another_length_and_commands_that_are_none_are_refused()
    {
        CamerasJson.Write(PathOf("c.json"), TrainingWorld.FromSeed(1, Format).Views);

        var length = Assert.Throws<InvalidDataException>(() => PromptConditions.Of(
            new("a", "a ball") { CamerasPath = "c.json" }, _folder.FullName, 32, 32, 9));
        var command = Assert.Throws<InvalidDataException>(() => PromptConditions.Of(
            new("b", "a ball") { Camera = "fly:3" }, _folder.FullName, 32, 32, 9));

        Assert.Contains("Prompt a: expected a camera for each of 9 frames", length.Message, StringComparison.Ordinal);
        Assert.StartsWith("Prompt b: ", command.Message, StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
