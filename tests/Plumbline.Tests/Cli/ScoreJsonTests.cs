using System.Text.Json;
using Plumbline.Cli.Results;
using Plumbline.Tests.Export;

namespace Plumbline.Tests.Cli;

public sealed class ScoreJsonTests
{
    private static readonly string Hash = new('a', 64);
    private static readonly JsonSchema Schema = JsonSchema.Load(
        RepositoryFiles.PathOf("docs", "schema", "score.schema.json"));

    [Fact]
    public void Every_kind_of_result_satisfies_the_schema()
    {
        using var json = JsonDocument.Parse(ScoreJson.Write(Document()));

        Assert.Empty(Schema.Validate(json.RootElement));
    }

    [Theory]
    [InlineData("\"score\": 87.25", "\"score\": 187.25")]
    [InlineData("\"score\": 87.25", "\"score\": null")]
    [InlineData("\"verdict\": \"scored\"", "\"verdict\": \"fine\"")]
    [InlineData("\"verdict\": \"scored\"", "\"verdict\": \"unscorable\"")]
    [InlineData("\"lowerIsBetter\"", "\"lower\"")]
    [InlineData("\"sha256\": \"aaaa", "\"sha256\": \"ZZZZ")]
    [InlineData("\"judge\": \"geometry\"", "\"judgement\": \"geometry\"")]
    public void The_schema_refuses_what_is_wrong(string right, string wrong)
    {
        var text = ScoreJson.Write(Document());
        var position = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(position >= 0, $"the sample no longer contains {right}");

        using var json = JsonDocument.Parse(
            string.Concat(text.AsSpan(0, position), wrong, text.AsSpan(position + right.Length)));

        Assert.NotEmpty(Schema.Validate(json.RootElement));
    }

    [Fact]
    public void A_number_that_does_not_exist_is_absent_and_never_null()
    {
        var text = ScoreJson.Write(Document());

        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_have_the_names_that_the_format_promises()
    {
        using var json = JsonDocument.Parse(ScoreJson.Write(Document()));

        var video = json.RootElement.GetProperty("videos")[0];
        Assert.Equal(87.25, video.GetProperty("score").GetDouble());
        Assert.Equal([84.25, 89.25], video.GetProperty("interval").EnumerateArray().Select(end => end.GetDouble()));
        Assert.Equal("px", video.GetProperty("parts").GetProperty("sampsonError").GetProperty("unit").GetString());
        Assert.Equal(4, video.GetProperty("frames")[0].GetProperty("index").GetInt32());
        Assert.False(video.GetProperty("frames")[1].TryGetProperty("score", out _));
        Assert.Equal(12, video.GetProperty("cameras")[0].GetProperty("cameraFromWorld").GetArrayLength());
        Assert.Equal("translationAndZoom", video.GetProperty("model").GetString());
        Assert.Equal("unreadable", json.RootElement.GetProperty("videos")[2].GetProperty("failure").GetString());
    }

    [Fact]
    public void A_result_survives_the_catalog_bit_for_bit()
    {
        var result = Document().Videos[0] with { Score = 0.1 + 0.2, Path = "clips/ünï \"quoted\"\n.mp4" };

        var restored = ScoreJson.Read(ScoreJson.Write(result));

        Assert.Equal(ScoreJson.Write(result), ScoreJson.Write(restored));
        Assert.Equal(result.Score, restored.Score);
        Assert.Equal(result.Path, restored.Path);
    }

    [Fact]
    public void A_path_stays_readable_in_the_document()
    {
        var document = Document() with { Videos = [Document().Videos[0] with { Path = "clips/Gänge & Höfe.mp4" }] };

        Assert.Contains("\"clips/Gänge & Höfe.mp4\"", ScoreJson.Write(document), StringComparison.Ordinal);
    }

    private static ScoreDocument Document() => new("0.1.0", "geometry", "1", new("10", "static", 0), [
        ResultOf.Judged("good.mp4", Hash, TinyScene.Video(), SampleVerdicts.Scored()),
        ResultOf.Judged("still.mp4", Hash, TinyScene.Video(), SampleVerdicts.Unscorable()),
        ResultOf.Failed(
            "broken.mp4", null, FailureKind.Unreadable, "Decoding broken.mp4: expected a video, got a text file."),
    ]);
}
