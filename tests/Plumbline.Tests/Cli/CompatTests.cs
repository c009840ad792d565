using System.Text.Json;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class CompatTests : IDisposable
{
    private readonly ClipFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_metric_of_the_reference_is_there_with_a_value_or_the_reason_why_it_has_none()
    {
        WorldClips.Save(Path.Combine(_folder.Clips, "world.mp4"));
        _folder.Add("still.mkv", 0);

        var run = await CommandLine.RunAsync("score", _folder.Clips, "--compat", "videogpa", "--json", "-");

        Assert.Equal((int)ExitCode.Success, run.ExitCode);
        using var json = JsonDocument.Parse(run.Output);
        var schema = JsonSchema.Load(RepositoryFiles.PathOf("docs", "schema", "score.schema.json"));
        Assert.Empty(schema.Validate(json.RootElement));
        var videos = json.RootElement.GetProperty("videos").EnumerateArray()
            .ToDictionary(video => Path.GetFileName(video.GetProperty("path").GetString()!));
        var (still, world) = (MetricsOf(videos["still.mkv"]), MetricsOf(videos["world.mp4"]));
        Assert.Equal(8, world.EnumerateObject().Count());
        Assert.True(world.GetProperty("epipolar").GetProperty("value").GetDouble() > 0);
        Assert.Contains(
            "VGG-16", world.GetProperty("lpips").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.All(
            still.EnumerateObject(), metric => Assert.True(metric.Value.TryGetProperty("reason", out _), metric.Name));
    }

    private static JsonElement MetricsOf(JsonElement video) => video.GetProperty("compat").GetProperty("videogpa");
}
