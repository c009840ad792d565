using Plumbline.Cli.Results;
using Plumbline.Cli.Terminal;
using Spectre.Console;

namespace Plumbline.Tests.Cli;

public sealed class ScoreTableTests
{
    private const string LongPath =
        "/media/shelf/generated/2026-11/prompts-with-long-names/clip-0042-a-room-with-two-chairs.mp4";

    [Theory]
    [InlineData("clip.mp4", 20, "clip.mp4")]
    [InlineData("/a/long/way/to/the/clip.mp4", 20, "/a/long/wa…/clip.mp4")]
    [InlineData("/a/a-name-that-is-too-long-by-itself.mp4", 20, "/a/a-name…itself.mp4")]
    [InlineData("/a/long/way/to/the/pictures/", 20, "/a/long/w…/pictures/")]
    public void A_path_is_shortened_in_the_middle_and_keeps_its_file_name(string path, int width, string expected)
    {
        var shortened = ShortPath.Fit(path, width);

        Assert.Equal(expected, shortened);
        Assert.True(shortened.Length <= width);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void On_a_terminal_every_line_fits_and_a_path_stays_on_one_line(int width)
    {
        var lines = Lines(width);

        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Single(lines, line => line.Contains(".mp4", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wide_terminal_shows_the_whole_path() =>
        Assert.Contains(Lines(260), line => line.Contains(LongPath, StringComparison.Ordinal));

    private static string[] Lines(int width)
    {
        using var output = new StringWriter();
        var row = ResultOf.Failed(
            LongPath, null, FailureKind.Unreadable, "Expected a video, got a text file. Give a video.");
        ScoreTable.Write(output, [row], width, AnsiSupport.No);
        return output.ToString().Split('\n');
    }
}
