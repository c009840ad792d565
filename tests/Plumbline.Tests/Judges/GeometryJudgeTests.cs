using Plumbline.Alignment;
using Plumbline.Alignment.Judges;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Judges;

public sealed class GeometryJudgeTests
{
    private const int Width = 320;
    private const int Height = 216;
    private static readonly Lazy<RenderedClip> Truck = new(() => Film(new TruckPath()));

    [Fact]
    public void A_rendered_world_scores_high()
    {
        var verdict = Assert.IsType<Scored>(new GeometryJudge().Judge(Truck.Value.Video));

        Assert.True(verdict.Score >= 95, $"score {verdict.Score}");
        Assert.InRange(verdict.Score, verdict.Interval.Low, verdict.Interval.High);
        Assert.Equal(CameraModel.Translation, verdict.Shots.Single().Model);
    }

    [Fact]
    public void Cameras_of_a_rendered_world_are_found()
    {
        var verdict = new GeometryJudge(new() { Intrinsics = Truck.Value.Views[0].Camera }).Judge(Truck.Value.Video);

        var views = verdict.Shots.Single().Reconstruction!.Views;
        Assert.Equal(10, views.Count);
        Assert.True(PoseErrors.MedianRotationDegrees(views, Truck.Value.Views) <= 0.3);
        Assert.True(PoseErrors.MedianDirectionDegrees(views, Truck.Value.Views) <= 5);
    }

    [Fact]
    public void The_focal_interval_of_a_rendered_world_holds_the_truth()
    {
        var verdict = new GeometryJudge().Judge(Truck.Value.Video);

        var (low, high) = verdict.Shots.Single().Reconstruction!.FocalIntervalPixels!.Value;
        Assert.InRange(Truck.Value.Views[0].Camera.Fx, low, high);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1.4)]
    public void A_wrong_focal_length_hardly_moves_the_score(double scale)
    {
        var free = Assert.IsType<Scored>(new GeometryJudge().Judge(Truck.Value.Video));

        var forced = Assert.IsType<Scored>(new GeometryJudge(new() { FocalScale = scale }).Judge(Truck.Value.Video));

        Assert.InRange(forced.Score, free.Score - 3, free.Score + 3);
    }

    [Fact]
    public void A_turning_camera_is_judged_by_homographies()
    {
        var verdict = Assert.IsType<Scored>(new GeometryJudge().Judge(Film(new PanPath()).Video));

        Assert.Equal(CameraModel.Rotation, verdict.Shots.Single().Model);
        Assert.True(verdict.Score >= 90, $"score {verdict.Score}");
    }

    [Fact]
    public void A_frozen_clip_cannot_be_scored()
    {
        var first = Truck.Value.Video.Frames[0];
        var frozen = new Video([.. Enumerable.Range(0, 25).Select(i => first.At(i, TimeSpan.FromSeconds(i / 8.0)))], 8);

        var verdict = Assert.IsType<Unscorable>(new GeometryJudge().Judge(frozen));

        Assert.Contains("Nothing moves", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clip_without_texture_cannot_be_scored()
    {
        var flat = new Video([.. Enumerable.Range(0, 12).Select(i =>
        {
            var rgb = new byte[Width * Height * 3];
            Array.Fill(rgb, (byte)(40 + 5 * i));
            return new Frame(rgb, Width, Height, i);
        })], 8);

        Assert.Contains(
            "texture", Assert.IsType<Unscorable>(new GeometryJudge().Judge(flat)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_frames_are_too_few()
    {
        var two = new Video([.. Truck.Value.Video.Frames.Take(2)], 8);

        Assert.Contains("Too few frames", Assert.IsType<Unscorable>(new GeometryJudge()
            .Judge(two)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clip_and_its_reversal_score_the_same()
    {
        var frames = Truck.Value.Video.Frames;
        var reversed = new Video([.. frames.Reverse().Select((f, i) => f.At(i, TimeSpan.FromSeconds(i / 8.0)))], 8);

        var (forward, backward) = (new GeometryJudge().Judge(Truck.Value.Video), new GeometryJudge().Judge(reversed));

        Assert.Equal(((Scored)forward).Score, ((Scored)backward).Score);
    }

    [Fact]
    public void Repeated_frames_add_no_witness()
    {
        var frames = Truck.Value.Video.Frames;
        var slow = new Video(
            [.. frames.SelectMany(f => new[] { f, f }).Select((f, i) => f.At(i, TimeSpan.FromSeconds(i / 8.0)))], 8);

        var (normal, slowed) = (new GeometryJudge().Judge(Truck.Value.Video), new GeometryJudge().Judge(slow));

        Assert.Equal(((Scored)normal).Score, ((Scored)slowed).Score);
    }

    [Fact]
    public void A_hard_cut_parts_the_clip_into_shots()
    {
        var other = Film(new TruckPath(), seed: 11).Video.Frames;
        var joined = new Video(
            [.. Truck.Value.Video.Frames.Concat(other).Select((f, i) => f.At(i, TimeSpan.FromSeconds(i / 8.0)))], 8);

        var verdict = new GeometryJudge().Judge(joined);

        Assert.Equal([(0, 16), (17, 33)], verdict.Shots.Select(s => (s.FirstFrame, s.LastFrame)));
    }

    [Fact]
    public void Every_map_and_part_of_a_verdict_is_finite_and_in_place()
    {
        var verdict = Assert.IsType<Scored>(new GeometryJudge(new() { KeepEvidence = true }).Judge(Truck.Value.Video));

        Assert.All(verdict.Parts, part => Assert.True(double.IsFinite(part.Value), part.Name));
        foreach (var frame in verdict.Shots.Single().Frames)
        {
            var evidence = frame.Evidence!;
            Assert.Equal(evidence.Width * evidence.Height, evidence.States.Length);
            Assert.Equal(evidence.Width * evidence.Height * 3, evidence.PredictedRgb.Length);
            Assert.All(evidence.Maps, map => Assert.DoesNotContain(map.Values, float.IsNaN));
        }
    }

    [Fact]
    public void In_a_dynamic_scene_what_moves_by_itself_is_left_out_of_parts_and_findings()
    {
        var video = WithDriftingBlock(Truck.Value.Video);

        var judged = Assert.IsType<Scored>(new GeometryJudge().Judge(video));
        var rest = Assert.IsType<Scored>(new GeometryJudge(new() { Scene = SceneKind.Dynamic }).Judge(video));

        Assert.InRange(PartOf(rest, "movingShare"), 5, 25);
        Assert.True(PartOf(rest, "leaveOneOutError") < PartOf(judged, "leaveOneOutError"));
        Assert.True(PartOf(rest, "leaveOneOutPsnr") > PartOf(judged, "leaveOneOutPsnr") + 3);
        Assert.True(PartOf(rest, "sampsonError") < PartOf(judged, "sampsonError"));
        Assert.True(AreaOf(rest) < AreaOf(judged) / 4, $"{AreaOf(rest)} against {AreaOf(judged)}");
    }

    // A block of 64 × 64 pixels with a pattern of its own that no camera path explains.
    private static Video WithDriftingBlock(Video video)
    {
        const int side = 64;
        var random = new Random(5);
        var pattern = new byte[side / 4, side / 4];
        for (var y = 0; y < side / 4; y++)
            for (var x = 0; x < side / 4; x++)
                pattern[y, x] = (byte)random.Next(256);
        return new([.. video.Frames.Select((frame, i) =>
        {
            var rgb = (byte[])frame.Rgb.Clone();
            for (var y = 0; y < side; y++)
                for (var x = 0; x < side; x++)
                    Array.Fill(rgb, pattern[y / 4, x / 4], ((60 + 2 * i + y) * Width + 120 + x) * 3, 3);
            return new Frame(rgb, Width, Height, frame.Index, frame.Time);
        })], video.FramesPerSecond);
    }

    // Share of the picture and of the frames that findings cover.
    private static double AreaOf(Scored verdict) => verdict.Shots.Single().Findings
        .Sum(finding => finding.AreaShare * (finding.LastFrame - finding.FirstFrame + 1) / 17);

    private static double PartOf(Scored verdict, string name) => verdict.Parts.Single(part => part.Name == name).Value;

    private static RenderedClip Film(CameraPath path, int seed = 3) =>
        SyntheticWorld.FromSeed(seed).Render(path, Width, Height, 17);
}
