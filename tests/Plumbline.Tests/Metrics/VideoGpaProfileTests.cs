using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Metrics;

public sealed class VideoGpaProfileTests
{
    private static readonly VideoGpaOptions Small = new() { FrameCount = 5, SidePixels = 160 };

    private static readonly RenderedClip Clip = SyntheticWorld.FromSeed(3).Render(new TruckPath(0.4), 240, 160, 9);

    [Fact]
    public void True_geometry_explains_a_rendered_world()
    {
        var metrics = VideoGpaProfile.Measure(Clip.Video, Truth(Clip), Small);

        Assert.Equal(
            ["mse", "psnr", "ssim", "lpips", "consistencyScore", "mvcs", "motionNorm", "epipolar"],
            metrics.Select(metric => metric.Name));
        Assert.InRange(Value(metrics, "psnr"), 20, 60);
        Assert.InRange(Value(metrics, "mvcs"), 0.9, 1);
        Assert.InRange(Value(metrics, "motionNorm"), 0.05, 0.2);
        Assert.InRange(Value(metrics, "epipolar"), 1e-4, 2);
    }

    [Fact]
    public void Depth_of_another_scale_explains_it_worse()
    {
        var wrong = Truth(Clip) with
        {
            DepthMaps = [.. Clip.DepthMaps.Select((map, i) => new DepthMap(
                map.FrameIndex, map.Width, map.Height, [.. map.Depth.Select(depth => depth * (1 + 0.1f * (i % 4)))],
                map.Confidence))],
        };

        var right = VideoGpaProfile.Measure(Clip.Video, Truth(Clip), Small);
        var wrongMetrics = VideoGpaProfile.Measure(Clip.Video, wrong, Small);

        Assert.True(Value(wrongMetrics, "mvcs") < Value(right, "mvcs"));
        Assert.True(Value(wrongMetrics, "mse") > Value(right, "mse"));
        Assert.Equal(Value(right, "epipolar"), Value(wrongMetrics, "epipolar"));
    }

    [Fact]
    public void Without_geometry_only_the_epipolar_error_is_measured()
    {
        var metrics = VideoGpaProfile.Measure(Clip.Video, VideoGpaGeometry.Absent("No camera was found."), Small);

        Assert.Equal(["epipolar"], metrics.Where(metric => metric.Value is not null).Select(metric => metric.Name));
        Assert.Equal("No camera was found.", metrics.Single(metric => metric.Name == "mvcs").Absence);
    }

    [Fact]
    public void Every_metric_has_either_a_value_or_a_reason()
    {
        var flat = new Video([.. Enumerable.Range(0, 3).Select(i => new Frame(new byte[3 * 64 * 64], 64, 64, i))], 8);

        foreach (var metrics in new[]
        {
            VideoGpaProfile.Measure(Clip.Video, Truth(Clip), Small),
            VideoGpaProfile.Measure(flat, VideoGpaGeometry.Absent("Nothing moves."), Small),
        })
            Assert.All(
                metrics,
                metric => Assert.True(metric.Value is null != string.IsNullOrEmpty(metric.Absence), metric.ToString()));
    }

    [Fact]
    public void A_frame_that_was_not_registered_takes_the_geometry_away()
    {
        var truth = Truth(Clip);

        var metrics = VideoGpaProfile.Measure(Clip.Video,
            truth with { Views = [.. truth.Views.Where(view => view.FrameIndex is < 3 or > 5)] }, Small);

        Assert.Contains(
            "near frames 4.", metrics.Single(metric => metric.Name == "mse").Absence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_close_to_a_selected_one_stands_in_for_it()
    {
        var clip = SyntheticWorld.FromSeed(3).Render(new TruckPath(0.4), 120, 96, 21);
        var truth = Truth(clip);
        var sampled = truth with { Views = [.. truth.Views.Where(view => view.FrameIndex is 0 or 6 or 9 or 15 or 20)] };

        var views = VideoGpaGeometry.Of(sampled, VideoGpaProfile.FrameIndices(21, Small), Small.SidePixels).Views;

        Assert.Equal([0, 6, 9, 15, 20], views.Select(view => view.Depth.FrameIndex));
        Assert.NotNull(VideoGpaProfile.Measure(clip.Video, sampled, Small)[0].Value);
    }

    [Fact]
    public void A_selection_of_the_frames_is_enough()
    {
        var selected = new Video(
            [.. VideoGpaProfile.FrameIndices(9, Small).Select(i => Clip.Video.Frames[i])], Clip.Video.FramesPerSecond,
                sourceFrameCount: 9);

        Assert.Equal(
            VideoGpaProfile.Measure(Clip.Video, Truth(Clip), Small),
            VideoGpaProfile.Measure(selected, Truth(Clip), Small));
    }

    [Fact]
    public void A_frame_that_is_missing_is_named()
    {
        var video = new Video([.. Clip.Video.Frames.Where(frame => frame.Index != 2)], 8, sourceFrameCount: 9);

        var error = Assert.Throws<ArgumentException>(() => VideoGpaProfile.Measure(video, Truth(Clip), Small));

        Assert.Contains("got none for 2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_that_a_model_predicted_take_the_place_of_depth()
    {
        var indices = VideoGpaProfile.FrameIndices(9, Small);
        var views = VideoGpaGeometry.Of(Truth(Clip), indices, Small.SidePixels).Views;
        var behind = views.Select(view => view with { PointsInWorld = [.. view.WorldPoints().Select(_ => -1e6f)] });

        var metrics = VideoGpaProfile.Measure(Clip.Video, VideoGpaGeometry.Of([.. behind]), Small);

        Assert.InRange(Value(metrics, "psnr"), 0, 12);
    }

    private static double Value(IReadOnlyList<VideoGpaMetric> metrics, string name) =>
        metrics.Single(metric => metric.Name == name).Value!.Value;

    private static Reconstruction Truth(RenderedClip clip) => new()
    {
        Model = CameraModel.Translation,
        Views = clip.Views,
        Points = [],
        DepthMaps = clip.DepthMaps,
    };
}
