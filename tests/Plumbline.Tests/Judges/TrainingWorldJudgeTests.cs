using Plumbline.Alignment;
using Plumbline.Alignment.Judges;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Judges;

/// <summary>Rendered worlds are ground truth: the judge must find what they were made of.</summary>
public sealed class TrainingWorldJudgeTests
{
    private static readonly WorldFormat Format = new(384, 256, 25);

    public static TheoryData<long, string> Worlds => new()
    {
        { 100, "orbit:24deg" }, { 101, "truck:-0.9m" }, { 103, "crane:0.7m" }, { 105, "spline:0.9m" },
        { 106, "pan:14deg" },
    };

    [Theory]
    [MemberData(nameof(Worlds))]
    public void The_cameras_and_the_depth_of_a_world_are_found_and_it_scores_high(long seed, string camera)
    {
        var world = TrainingWorld.FromSeed(seed, Format).With(CameraCommand.Parse(camera));
        var clip = world.Film(RenderedTruth.Depth);

        var verdict = new GeometryJudge(new() { Intrinsics = world.Views[0].Camera }).Judge(clip.Video);

        var scored = Assert.IsType<Scored>(verdict);
        Assert.True(scored.Score >= 95, $"{world.Caption}: score {scored.Score}");
        var found = scored.Shots.Single().Reconstruction!;
        Assert.True(PoseErrors.MedianRotationDegrees(found.Views, clip.Views) <= 0.3);
        if (found.DepthMaps.Count > 0)
            Assert.True(MedianDepthError(found, clip) <= 0.03, $"{MedianDepthError(found, clip):P1}");
        else
            Assert.Equal(CameraMove.Pan, world.Camera.Move);
    }

    [Fact]
    public void A_world_that_is_damaged_scores_below_the_same_world_whole()
    {
        var world = TrainingWorld.FromSeed(100, Format).With(CameraCommand.Parse("orbit:24deg"));
        var options = new RenderOptions { Truth = RenderedTruth.None };
        var damaged = world.Scene.With(0, new WobbleMotion(0.2))
            .Render(world.Path, Format.Width, Format.Height, Format.FrameCount, options);

        var whole = Assert.IsType<Scored>(new GeometryJudge().Judge(world.Film(RenderedTruth.None).Video));
        var verdict = Assert.IsType<Scored>(new GeometryJudge().Judge(damaged.Video));

        Assert.True(verdict.Score < whole.Score - 5, $"{verdict.Score} and {whole.Score}");
    }

    private static double MedianDepthError(Reconstruction found, RenderedClip truth)
    {
        var ratios = new List<double>();
        foreach (var map in found.DepthMaps)
        {
            var depth = truth.DepthMaps[map.FrameIndex];
            for (var i = 0; i < map.Depth.Length; i++)
            {
                var (x, y) = (i % map.Width * depth.Width / map.Width, i / map.Width * depth.Height / map.Height);
                if (map.Confidence[i] > 0.5 && depth.Confidence[y * depth.Width + x] > 0)
                    ratios.Add(map.Depth[i] / depth.Depth[y * depth.Width + x]);
            }
        }

        var scale = Median(ratios);
        return Median([.. ratios.Select(ratio => Math.Abs(ratio / scale - 1))]);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
