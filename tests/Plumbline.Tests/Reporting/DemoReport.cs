using Plumbline.Alignment;
using Plumbline.Cli.Reporting;
using Plumbline.Vision;

namespace Plumbline.Tests.Reporting;

/// <summary>A report over real verdicts of the painted room, at the size that real clips have.</summary>
internal static class DemoReport
{
    public const string HostileName = "</script><img src=x onerror=alert(1)>&\"'.mp4";

    public static ReportDocument Document(int width, int height, int frameCount) => new()
    {
        Title = "demo clips",
        JudgeName = "geometry",
        JudgeVersion = "1.0",
        ToolVersion = "0.1.0",
        Command = "plumb score clips --report report.html",
        Clips =
        [
            Clip("clips/room/wobbling-crate.mp4", width, height, frameCount, defectPixels: 6),
            Clip("clips/room/steady.mp4", width, height, frameCount, defectPixels: 0.4),
            ReportClip.Judged(
                "clips/flat/frozen.mp4", Sha('c'), VideoOf(width, height, frameCount, 0.5, 0.5),
                new Unscorable("Hardly anything moves in the picture: a still camera proves nothing about the world.")),
            ReportClip.Unreadable("clips/notes.mp4", "notes.mp4: expected a video, got a text file. Remove it."),
            TwoShots($"clips/{HostileName}", width, height, frameCount),
        ],
    };

    public static ReportClip Clip(string path, int width, int height, int frameCount, double defectPixels)
    {
        var shot = Shot(width, height, frameCount, firstFrame: 0, defectPixels);
        var video = VideoOf(width, height, frameCount, 0, 1);
        return ReportClip.Judged(path, Sha('a'), video, Verdict([shot], shot.Score!.Value));
    }

    private static ReportClip TwoShots(string path, int width, int height, int frameCount)
    {
        var first = Shot(width, height, frameCount / 2, firstFrame: 0, 2.5);
        var second = new ShotVerdict(25, 48) { Reason = "Only two frames of this shot have texture." };
        var verdict = Verdict([first, second], first.Score!.Value);
        return ReportClip.Judged(path, Sha('b'), VideoOf(width, height, frameCount, 0, 1), verdict);
    }

    private static Scored Verdict(ShotVerdict[] shots, double score) => new(score, Around(score))
    {
        Shots = shots,
        Parts =
        [
            new("testableShare", 78.4, "%", Direction.Descriptive),
            new("sampsonError", 1.2, "px", Direction.LowerIsBetter),
            new("reprojectionError", 0.83, "px", Direction.LowerIsBetter),
            new("psnr", 27.4, "dB", Direction.HigherIsBetter),
            new("ssim", 0.871, "1", Direction.HigherIsBetter),
            new("parallax", 11.4, "deg", Direction.Descriptive),
        ],
    };

    private static Interval Around(double score) => new(Math.Max(0, score - 6.2), Math.Min(100, score + 4.1));

    private static ShotVerdict Shot(int width, int height, int frameCount, int firstFrame, double defectPixels)
    {
        var camera = DemoRoom.CameraOf(width, height);
        var (frames, views, depths) = (new List<FrameVerdict>(), new List<View>(), new List<DepthMap>());
        for (var i = 0; i < frameCount; i++)
        {
            var (share, index) = (i / (frameCount - 1.0), firstFrame + i * 5);
            var pose = DemoRoom.PoseAt(share);
            var (rgb, depth) = DemoRoom.Render(camera, pose);
            var strength = defectPixels * Math.Pow(Math.Sin(Math.PI * share), 2);
            frames.Add(FrameOf(index, width, height, rgb, depth, strength));
            views.Add(new(index, camera, pose));
            depths.Add(new(index, width, height, depth, [.. depth.Select(_ => 0.9f)]));
        }

        var last = frames[^1].FrameIndex;
        return new(firstFrame, last)
        {
            Score = frames.Average(frame => frame.Score!.Value),
            Model = CameraModel.Translation,
            Frames = frames,
            Findings = defectPixels < 1 ? [] :
            [
                new(firstFrame + 10, last - 5, "lower left", defectPixels * 0.8, 0.12,
                    $"Frames {firstFrame + 10}–{last - 5}, lower left: "
                    + $"texture moves {defectPixels * 0.8:0.0} px against the scene"),
                new(
                    firstFrame + 20, firstFrame + 20, "middle right", 1.1, 0.03,
                    $"Frame {firstFrame + 20}, middle right: texture moves 1.1 px against the scene"),
            ],
            Reconstruction = new()
            {
                Model = CameraModel.Translation,
                Views = views,
                Points = [.. views.Select(view => new ScenePoint(new(0, 0, 4), 90, 120, 90, 0.4, [(0, new(3, 4))]))],
                DepthMaps = depths,
                FocalIntervalPixels = (width * 0.8, width * 1.1),
                ReprojectionErrorPixels = 0.42,
            },
        };
    }

    private static FrameVerdict FrameOf(int index, int width, int height, byte[] rgb, float[] depth, double strength)
    {
        var count = width * height;
        var (error, states, predicted) = (new float[count], new PixelState[count], new bool[count]);
        var prediction = (byte[])rgb.Clone();
        for (var at = 0; at < count; at++)
        {
            var (x, y) = (at % width / (double)width, at / width / (double)height);
            var bump = Math.Exp(-(Math.Pow((x - 0.3) / 0.13, 2) + Math.Pow((y - 0.72) / 0.16, 2)));
            error[at] = (float)(strength * bump + 0.25 * (1 + Math.Sin(x * 40) * Math.Cos(y * 31)));
            predicted[at] = x > 0.03 * (1 + Math.Sin(y * 9)) && depth[at] > 0;
            var smooth = Math.Abs(rgb[at * 3] - rgb[Math.Max(0, at - 4) * 3]) < 2;
            states[at] = !predicted[at] || smooth ? PixelState.Untestable
                : error[at] > 1 ? PixelState.Unexplained
                : PixelState.Explained;
            var source = Math.Clamp(at + (int)Math.Round(strength * bump * 1.5), 0, count - 1);
            rgb.AsSpan(source * 3, 3).CopyTo(prediction.AsSpan(at * 3));
        }

        bool[] tested = [.. states.Select(state => state != PixelState.Untestable)];
        var explained = (double)states.Count(state => state == PixelState.Explained);
        return new(index, index / 24.0)
        {
            Score = 100 * explained / Math.Max(1, tested.Count(one => one)),
            Parts =
            [
                new("sampsonError", 0.5 + strength * 0.2, "px", Direction.LowerIsBetter),
                new("psnr", 31 - strength, "dB", Direction.HigherIsBetter),
            ],
            Evidence = new(width, height, rgb, prediction, predicted, states, new("errorPixels", "px", error, tested),
                [new("sampsonError", "px", [.. error.Select(value => value * 0.7f)], tested)]),
        };
    }

    private static Video VideoOf(int width, int height, int frameCount, double from, double to) => new(
        [.. Enumerable.Range(0, frameCount).Select(i => new Frame(
            DemoRoom.Render(
                DemoRoom.CameraOf(width / 2, height / 2),
                DemoRoom.PoseAt(from + (to - from) * i / frameCount)).Rgb,
            width / 2, height / 2, i * 5, TimeSpan.FromSeconds(i * 5 / 24.0)))],
        24, 49);

    private static string Sha(char digit) => new(digit, 64);
}
