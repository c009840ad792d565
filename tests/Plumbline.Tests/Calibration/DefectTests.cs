using Plumbline.Alignment.Calibration;
using Plumbline.Vision;
using Plumbline.Vision.Features;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Calibration;

public sealed class DefectTests
{
    private static readonly Video Clean =
        SyntheticWorld.FromSeed(7).Render(new OrbitPath(), 160, 112, 9, new() { Truth = RenderedTruth.None }).Video;

    public static TheoryData<string> Names => [.. DefectCatalog.All.Select(defect => defect.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Severity_zero_leaves_the_clip_alone(string name)
    {
        var same = Find(name).Apply(Clean, 0, seed: 3);

        Assert.Same(Clean, same);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_seed_damages_the_same_way_twice(string name)
    {
        var (first, second) = (Find(name).Apply(Clean, 3, seed: 3), Find(name).Apply(Clean, 3, seed: 3));

        Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(first.Frames[i].Rgb, second.Frames[i].Rgb));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_differs_more_from_the_clean_clip(string name)
    {
        var differences = Enumerable.Range(0, Severity.Worst + 1)
            .Select(step => Difference(Find(name).Apply(Clean, step, seed: 3))).ToList();

        Assert.Equal(0, differences[0]);
        Assert.Equal(differences.Order(), differences);
        Assert.Equal(differences.Count, differences.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Frames_keep_their_place_and_time(string name)
    {
        var damaged = Find(name).Apply(Clean, 2, seed: 3);

        Assert.Equal(
            Clean.Frames.Select(frame => (frame.Index, frame.Time)),
            damaged.Frames.Select(frame => (frame.Index, frame.Time)));
        Assert.Equal(Clean.FramesPerSecond, damaged.FramesPerSecond);
    }

    [Theory]
    [InlineData("drift")]
    [InlineData("breathing")]
    [InlineData("swimming")]
    [InlineData("morph")]
    [InlineData("jitter")]
    public void A_local_defect_leaves_most_of_the_picture_byte_for_byte(string name)
    {
        var damaged = Find(name).Apply(Clean, 5, seed: 3);

        foreach (var (clean, frame) in Clean.Frames.Zip(damaged.Frames))
        {
            var same = Enumerable.Range(0, clean.Rgb.Length).Count(i => clean.Rgb[i] == frame.Rgb[i]);
            Assert.True(
                same > 0.55 * clean.Rgb.Length, $"{name}, {frame}: {100.0 * same / clean.Rgb.Length:F0} % unchanged");
        }
    }

    [Theory]
    [InlineData("drift")]
    [InlineData("swimming")]
    [InlineData("parallax")]
    public void Dense_flow_measures_the_displacement_that_the_severity_states(string name)
    {
        var expected = Severity.Pixels(4, 160, 112);

        var damaged = Find(name).Apply(Clean, 4, seed: 3);

        var lengths = Clean.Frames.Zip(damaged.Frames).SelectMany(pair => FlowLengths(pair.First, pair.Second)).Order()
            .ToList();
        Assert.InRange(lengths[(int)(0.995 * lengths.Count)], 0.6 * expected, 1.7 * expected);
    }

    [Fact]
    public void Defects_of_one_seed_and_other_seeds_damage_other_places()
    {
        var drift = Find("drift");

        var (one, other) = (drift.Apply(Clean, 4, seed: 1), drift.Apply(Clean, 4, seed: 2));

        Assert.NotEqual(one.Frames[4].Rgb, other.Frames[4].Rgb);
    }

    [Fact]
    public void The_control_shifts_every_frame_by_less_than_a_pixel()
    {
        var control = ResamplingControl.Apply(Clean);

        var lengths = FlowLengths(Clean.Frames[4], control.Frames[4]).Order().ToList();
        Assert.InRange(lengths[lengths.Count / 2], 0.3, 0.8);
    }

    [Fact]
    public void A_still_picture_cannot_be_damaged_over_time()
    {
        var still = new Video([Clean.Frames[0]], 16);

        var error = Assert.Throws<ArgumentException>(() => Find("wobble").Apply(still, 2, seed: 1));

        Assert.Contains("at least 2 frames", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_defect_is_named_beside_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => DefectCatalog.Named(["wobbel"]));

        Assert.Contains("wobble", error.Message, StringComparison.Ordinal);
        Assert.Contains("wobbel", error.Message, StringComparison.Ordinal);
    }

    private static IDefect Find(string name) => DefectCatalog.Named([name])[0];

    private static double Difference(Video video)
    {
        var sum = 0L;
        foreach (var (clean, damaged) in Clean.Frames.Zip(video.Frames))
        {
            for (var i = 0; i < clean.Rgb.Length; i++)
                sum += Math.Abs(clean.Rgb[i] - damaged.Rgb[i]);
        }

        return sum;
    }

    private static IEnumerable<double> FlowLengths(Frame first, Frame second)
    {
        var flow = DenseFlow.Compute(
            Grey(first), Grey(second), first.Width, first.Height,
            FlowPreset.Medium).Displacements;
        return Enumerable.Range(0, first.Width * first.Height).Select(
            i => Math.Sqrt(flow[2 * i] * flow[2 * i] + flow[2 * i + 1] * flow[2 * i + 1]));
    }

    private static byte[] Grey(Frame frame) =>
        [.. Enumerable.Range(0, frame.Width * frame.Height).Select(i => frame.Rgb[3 * i + 1])];
}
