using System.Text;
using System.Text.Json;
using Plumbline.Cli;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tests.Tensors;
using Plumbline.Vision.Media;

namespace Plumbline.Tests.Cli;

[LeavesNoTensors]
public sealed class GenerateCommandTests(TinyModel model) : IClassFixture<TinyModel>, IDisposable
{
    private const string Prompt = "a red box left of a blue ball, the camera orbits right";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-generate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_prompt_becomes_a_video_with_everything_that_was_asked_for()
    {
        var run = await GenerateAsync(Prompt, "-o", PathOf("clip.mp4"), "--latents", "--preview", "gif,png");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(PathOf("clip.mp4"), run.Output.Trim());
        Assert.Contains(
            "the prompt says that the camera orbits right; the usual amount is used, --camera orbit:22deg", run.Error,
            StringComparison.Ordinal);
        Assert.Contains("1 clip made in", run.Error, StringComparison.Ordinal);
        Assert.Contains("seed 7", run.Error, StringComparison.Ordinal);
        var video = MediaFiles.Load(PathOf("clip.mp4"), token: TestContext.Current.CancellationToken);
        Assert.Equal((48, 32, 5), (video.Width, video.Height, video.Frames.Count));
        Assert.Equal(5, MediaFiles.Load(PathOf("clip.gif"), token: TestContext.Current.CancellationToken).Frames.Count);
        Assert.Equal(5 * 48, MediaFile.Probe(PathOf("clip.png"), TestContext.Current.CancellationToken).Width);
        using var latents = Checkpoint.Open(PathOf("clip.safetensors"));
        Assert.Equal([4, 2, 4, 6], latents["latents"].Shape);
        Assert.Equal([6, 5, 4, 6], latents["rays"].Shape);
    }

    [Fact]
    public async Task What_a_clip_follows_from_stands_in_it_and_beside_it()
    {
        await GenerateAsync(
            Prompt, "-o", PathOf("clip.mp4"), "--negative", "a green cone", "--preview", "png",
            "--guidance", "3/1/2@0-0.8");

        var text = await File.ReadAllTextAsync(PathOf("clip.json"), TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(text);
        Assert.Empty(
            JsonSchema.Load(RepositoryFiles.PathOf("docs", "schema", "clip.schema.json")).Validate(json.RootElement));
        Assert.Equal(ContentHash.Sha256(model.ModelFile), json.RootElement.GetProperty("modelSha256").GetString());
        Assert.Equal("orbit:22deg", json.RootElement.GetProperty("camera").GetString());
        Assert.Equal("a green cone", json.RootElement.GetProperty("negative").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("guidance").GetDouble());
        Assert.Equal("3/1/2@0-0.8", json.RootElement.GetProperty("guidanceScales").GetString());
        var files = json.RootElement.GetProperty("files");
        Assert.Equal(ContentHash.Sha256(PathOf("clip.mp4")), files.GetProperty("clip.mp4").GetString());
        Assert.Equal(ContentHash.Sha256(PathOf("clip.png")), files.GetProperty("clip.png").GetString());
        var video = Encoding.UTF8.GetString(
            await File.ReadAllBytesAsync(PathOf("clip.mp4"), TestContext.Current.CancellationToken));
        Assert.Contains($"\"prompt\":\"{Prompt}\"", video, StringComparison.Ordinal);
        Assert.Contains(json.RootElement.GetProperty("modelSha256").GetString()!, video, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clip_has_the_same_bytes_alone_and_among_others()
    {
        var many = await GenerateAsync(
            Prompt, "a ball", "-o", PathOf("many"), "--count", "2", "--seed", "5", "--latents");
        await GenerateAsync(Prompt, "-o", PathOf("alone.mp4"), "--seed", "6", "--latents", "--threads", "1");

        Assert.Equal(["001/seed_5.mp4", "001/seed_6.mp4", "002/seed_5.mp4", "002/seed_6.mp4"], Written(many));
        Assert.Equal(Bytes("alone.mp4"), Bytes("many/001/seed_6.mp4"));
        Assert.Equal(Bytes("alone.safetensors"), Bytes("many/001/seed_6.safetensors"));
        Assert.NotEqual(Bytes("many/001/seed_5.safetensors"), Bytes("many/001/seed_6.safetensors"));
    }

    [Fact]
    public async Task A_second_run_makes_what_is_missing_damaged_or_asked_for_otherwise()
    {
        string[] request = [Prompt, "-o", PathOf("clips"), "--count", "3"];
        await GenerateAsync(request);
        var whole = Bytes("clips/seed_8.mp4");
        await File.WriteAllBytesAsync(PathOf("clips/seed_8.mp4"), whole[..^9], TestContext.Current.CancellationToken);
        File.Delete(PathOf("clips/seed_9.json"));

        var second = await GenerateAsync(request);
        var third = await GenerateAsync(request);
        var forced = await GenerateAsync([.. request, "--force"]);
        var other = await GenerateAsync([.. request, "--guidance", "2"]);

        Assert.Contains("2 clips made, 1 were there already", second.Error, StringComparison.Ordinal);
        Assert.Equal(["seed_7.mp4", "seed_8.mp4", "seed_9.mp4"], Written(second));
        Assert.Contains("0 clips made, 3 were there already", third.Error, StringComparison.Ordinal);
        Assert.Contains("3 clips made in", forced.Error, StringComparison.Ordinal);
        Assert.Contains("3 clips made in", other.Error, StringComparison.Ordinal);
        Assert.NotEqual(whole, Bytes("clips/seed_8.mp4"));
    }

    [Theory]
    [InlineData("--seed", "8")]
    [InlineData("--steps", "3")]
    [InlineData("--guidance", "1")]
    [InlineData("--guidance", "3/2")]
    [InlineData("--guidance", "3/2@0-0.8")]
    [InlineData("--sampler", "heun")]
    [InlineData("--sampler", "dpm")]
    [InlineData("--sampler", "unipc")]
    [InlineData("--negative", "a green cone")]
    [InlineData("--camera", "pan:-9deg")]
    [InlineData("--first-frame", "together")]
    public async Task Every_condition_changes_the_clip(string option, string value)
    {
        await GenerateAsync(Prompt, "-o", PathOf("plain.mp4"), "--latents");

        var run = await GenerateAsync(Prompt, "-o", PathOf("other.mp4"), "--latents", option, value);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.False(Latents("plain").SequenceEqual(Latents("other")));
    }

    [Fact]
    public async Task A_picture_is_fitted_and_begins_the_clip()
    {
        await File.WriteAllBytesAsync(
            PathOf("first.png"), PngPicture.Encode([.. Enumerable.Repeat((byte)200, 64 * 64 * 3)], 64, 64),
            TestContext.Current.CancellationToken);

        var run = await GenerateAsync(Prompt, "-o", PathOf("clip.mp4"), "--image", PathOf("first.png"), "--latents");
        await GenerateAsync(
            Prompt, "-o", PathOf("other.mp4"), "--image", PathOf("first.png"), "--latents", "--seed", "8");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains(
            "first.png has 64×64 pixels; it is scaled and cropped to 48×32", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"firstFrame\": \"picture\"", File.ReadAllText(PathOf("clip.json")), StringComparison.Ordinal);
        Assert.Contains(
            ContentHash.Sha256(PathOf("first.png")), File.ReadAllText(PathOf("clip.json")), StringComparison.Ordinal);
        // The latents of the first frame are those of the picture, whatever the noise; the others are not.
        var (one, two) = (Latents("clip"), Latents("other"));
        Assert.Equal(one[..24], two[..24]);
        Assert.NotEqual(one[24..48], two[24..48]);
    }

    [Fact]
    public async Task The_cameras_of_a_world_can_be_followed()
    {
        await CommandLine.RunAsync("world", "-o", PathOf("w.mkv"), "--size", "64x32", "--frames", "5", "--cameras");

        var run = await GenerateAsync(
            "a red box", "-o", PathOf("clip.mp4"), "--camera", PathOf("w-cameras.json"), "--latents");
        var wrong = await GenerateAsync(
            "a red box", "-o", PathOf("clip.mp4"), "--camera", PathOf("w-cameras.json"), "--frames", "9");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("see 64×32 pixels; they are cropped to 48×32", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"\"camerasSha256\": \"{ContentHash.Sha256(PathOf("w-cameras.json"))}\"",
            File.ReadAllText(PathOf("clip.json")), StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.BadUsage, wrong.ExitCode);
        Assert.Contains("expected a camera for each of 9 frames, got 5", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_is_told_to_the_words_too()
    {
        var run = await GenerateAsync("a red box.", "-o", PathOf("clip.mp4"), "--camera", "truck:-0.5m");
        var both = await GenerateAsync(Prompt, "-o", PathOf("both.mp4"), "--camera", "truck:-0.5m");

        Assert.Contains(
            "the words of --camera are added to the prompt: \", the camera slides left\"", run.Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "\"readPrompt\": \"a red box, the camera slides left\"", File.ReadAllText(PathOf("clip.json")),
            StringComparison.Ordinal);
        Assert.Contains(
            "the prompt says that the camera orbits right, --camera says that it slides left", both.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_words_are_named_with_their_nearest_and_left_out()
    {
        var run = await GenerateAsync("a redd box, the camera rises", "-o", PathOf("clip.mp4"), "--latents");
        await GenerateAsync("a box, the camera rises", "-o", PathOf("plain.mp4"), "--latents");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            "the model does not know the word \"redd\" and leaves it out; the nearest it knows: red,", run.Error,
            StringComparison.Ordinal);
        Assert.Equal(Latents("plain"), Latents("clip"));
    }

    [Fact]
    public async Task A_grid_shows_all_clips_together_and_json_lists_them()
    {
        var run = await GenerateAsync(
            Prompt, "-o", PathOf("clips"), "--count", "3", "--grid", "--json", PathOf("clips.json"));

        Assert.True(run.ExitCode == 0, run.Error);
        var grid = MediaFiles.Load(PathOf("clips-grid.mp4"), token: TestContext.Current.CancellationToken);
        Assert.Equal((96, 64, 5), (grid.Width, grid.Height, grid.Frames.Count));
        Assert.True(File.Exists(PathOf("clips-grid.png")));
        using var json = JsonDocument.Parse(File.ReadAllText(PathOf("clips.json")));
        Assert.Equal([7, 8, 9], json.RootElement.GetProperty("clips").EnumerateArray().Select(
            clip => clip.GetProperty("seed").GetInt32()));
    }

    [Fact]
    public async Task A_picture_that_cannot_be_read_fails_its_own_clip_alone()
    {
        File.WriteAllText(PathOf("shopping.png"), "This is a list, not a picture.");
        File.WriteAllText(PathOf("prompts.json"), """{"bad": {"prompt": "a ball", "image_prompt": "shopping.png"}, "good": "a box"}""");

        var run = await GenerateAsync("--prompts", PathOf("prompts.json"), "-o", PathOf("clips"), "--json", "-");

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains("shopping.png: expected a picture that FFmpeg reads, got", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 clip made, 1 failed", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(PathOf("clips/good/seed_7.mp4")));
        using var json = JsonDocument.Parse(run.Output);
        Assert.True(json.RootElement.GetProperty("clips")[0].TryGetProperty("failure", out _));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_made()
    {
        File.WriteAllText(
            PathOf("prompts.csv"),
            "id,prompt,seed,camera\nfirst,a red box,3,pan:9deg\nsecond,\"a ball, the camera rises\",,\n");

        var run = await GenerateAsync("--prompts", PathOf("prompts.csv"), "-o", PathOf("clips"), "--dry-run");

        Assert.Equal(
            [
                $"{PathOf("clips/first/seed_3.mp4")}  seed 3  camera pan:9deg  a red box, the camera pans right",
                $"{PathOf("clips/second/seed_7.mp4")}  seed 7  camera crane:0.575m  a ball, the camera rises",
            ],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(PathOf("clips")));
    }

    [Theory]
    [InlineData("expected prompts or --prompts FILE, got neither")]
    [InlineData("expected prompts or --prompts FILE, got both", "a ball", "--prompts", "p.txt")]
    [InlineData("--prompts p.txt: expected a file of prompts, got nothing", "--prompts", "p.txt")]
    [InlineData(
        "--size: expected multiples of 16, got 40x100. Near it: 32x96 and 48x112.", "a ball", "--size", "40x100")]
    [InlineData("--size: expected WIDTHxHEIGHT from 16 to 2048", "a ball", "--size", "8")]
    [InlineData("--frames: expected 1 + a multiple of 4, got 16. Near it: 13 and 17.", "a ball", "--frames", "16")]
    [InlineData("--frames: expected at least 1, got 0.", "a ball", "--frames", "0")]
    [InlineData("--steps: expected at least 1, got -3.", "a ball", "--steps", "-3")]
    [InlineData("--guidance: expected one number of at least 1, got '0.5'.", "a ball", "--guidance", "0.5")]
    [InlineData("--guidance: expected one number of at least 1, got 'NaN'.", "a ball", "--guidance", "NaN")]
    [InlineData("--guidance: expected one number of at least 1, got '1,5'.", "a ball", "--guidance", "1,5")]
    [InlineData("--guidance: expected one number of at least 1, got '2@0.8'.", "a ball", "--guidance", "2@0.8")]
    [InlineData(
        "Guidance 2@0-0.1: expected noise levels that one of the 25 steps begins at, from 1 to 0.111. Widen",
        "a ball", "--guidance", "2@0-0.1")]
    [InlineData(
        "--guidance: expected one number of at least 1, got '3/0.5'. Try 3, or 3/1.5@0-0.8.",
        "a ball", "--guidance", "3/0.5")]
    [InlineData("--count: expected at least 1, got 0.", "a ball", "--count", "0")]
    [InlineData("--seed: expected at least 0, got -1.", "a ball", "--seed", "-1")]
    [InlineData(
        "--seed: expected at most 9007199254740990 for 2 clips", "a ball", "--seed", "9007199254740992", "--count", "2",
        "-o", "clips")]
    [InlineData("--threads: expected at least 1, got 0.", "a ball", "--threads", "0")]
    [InlineData("--camera: Camera: expected a move and an amount such as orbit:30deg", "a ball", "--camera", "fly:3m")]
    [InlineData("--camera nowhere.json: ", "a ball", "--camera", "nowhere.json")]
    [InlineData("--image: expected a picture, got nothing at nowhere.png", "a ball", "--image", "nowhere.png")]
    [InlineData("--preview: expected gif, png or gif,png, got 'jpg'", "a ball", "--preview", "jpg")]
    [InlineData("--model nowhere: expected a safetensors file", "a ball", "--model", "nowhere")]
    [InlineData("dpm", "a ball", "--sampler", "magic")]
    public async Task What_cannot_be_made_is_said_in_one_sentence(string message, params string[] options)
    {
        string[] defaults = options.Contains("--model") ? [] : ["--model", model.Folder];

        string[] output = options.Contains("-o") ? [] : ["-o", PathOf("clip.mp4")];

        var run = await CommandLine.RunAsync(["generate", .. output, .. options, .. defaults]);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public async Task Several_clips_need_a_folder_and_a_grid_too()
    {
        var several = await GenerateAsync("a ball", "a box", "-o", PathOf("clip.mp4"));
        var grid = await GenerateAsync("a ball", "-o", PathOf("clip.mp4"), "--grid");
        var strange = await GenerateAsync("a ball", "-o", PathOf("clip.avi"));
        File.WriteAllText(PathOf("notes"), "");
        var file = await GenerateAsync("a ball", "-o", PathOf("notes"));
        var lost = await GenerateAsync("a ball", "-o", PathOf("nowhere/clip.mp4"));

        Assert.Contains(
            "expected a folder for 2 clips, got the name of a file", several.Error, StringComparison.Ordinal);
        Assert.Contains("--grid: expected a folder with at most 64 clips", grid.Error, StringComparison.Ordinal);
        Assert.Contains(
            "expected .mp4, .mov, .mkv or .gif, or a folder, got .avi", strange.Error, StringComparison.Ordinal);
        Assert.Contains(
            "expected a folder, or a name that ends in .mp4, .mov, .mkv or .gif, got a file", file.Error,
            StringComparison.Ordinal);
        Assert.Contains("expected a file name in an existing folder", lost.Error, StringComparison.Ordinal);
        Assert.All([several, grid, strange, file, lost], run => Assert.Equal((int)ExitCode.BadUsage, run.ExitCode));
    }

    [Fact]
    public async Task What_is_read_is_never_replaced()
    {
        var picture = PngPicture.Encode(new byte[48 * 32 * 3], 48, 32);
        await File.WriteAllBytesAsync(PathOf("clip.png"), picture, TestContext.Current.CancellationToken);

        var run = await GenerateAsync(
            "a ball", "-o", PathOf("clip.mp4"), "--image", PathOf("clip.png"), "--preview", "png");

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains("expected names that leave what is read alone", run.Error, StringComparison.Ordinal);
        Assert.Equal(picture, Bytes("clip.png"));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    private float[] Latents(string name)
    {
        using var file = Checkpoint.Open(PathOf($"{name}.safetensors"));
        return file["latents"].ToFloats();
    }

    private string[] Written(CommandLine run) => [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(path => string.Join('/', path.Split('/').SkipWhile(part => part != _folder.Name).Skip(2)))];

    private Task<CommandLine> GenerateAsync(params string[] args) => CommandLine.RunAsync(
        ["generate", "--model", model.Folder, .. args, .. args.Contains("--frames")
            ? (string[])[] : ["--frames", "5"], "--size", "48x32", .. args.Contains("--steps") ? (string[])[]
            : ["--steps", "2"]]);
}
