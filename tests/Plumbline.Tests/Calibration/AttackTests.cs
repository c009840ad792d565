using Plumbline.Alignment.Calibration;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Calibration;

public sealed class AttackTests
{
    private static readonly Video Clip =
        SyntheticWorld.FromSeed(7).Render(new OrbitPath(), 97, 64, 5, new() { Truth = RenderedTruth.None }).Video;

    public static TheoryData<string> Names => [.. AttackCatalog.All.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Frames_count_from_zero_at_the_rate_of_the_clip(string name)
    {
        var attacked = Attack(name);

        Assert.Equal(Enumerable.Range(0, attacked.Frames.Count), attacked.Frames.Select(frame => frame.Index));
        Assert.All(
            attacked.Frames, frame => Assert.Equal(frame.Index / Clip.FramesPerSecond, frame.Time.TotalSeconds, 1e-3));
        Assert.Equal(Clip.FramesPerSecond, attacked.FramesPerSecond, 1e-3);
    }

    [Theory]
    [InlineData("freeze", "0 0 0 0 0")]
    [InlineData("half-speed-duplicated", "0 0 1 1 2 2 3 3 4 4")]
    [InlineData("half-speed-blended", "0 - 1 - 2 - 3 - 4")]
    [InlineData("reversed", "4 3 2 1 0")]
    [InlineData("looped", "0 1 2 3 4 0 1 2 3 4")]
    [InlineData("ping-pong", "0 1 2 3 4 3 2 1 0")]
    [InlineData("fade-to-black", "0 1 2 - -")]
    public void Frames_are_played_in_the_order_that_the_name_says(string name, string order)
    {
        var attacked = Attack(name);

        var played = attacked.Frames.Select(
            frame => Clip.Frames.FirstOrDefault(clean => clean.Rgb.AsSpan().SequenceEqual(frame.Rgb))?.Index);
        Assert.Equal(order, string.Join(
            ' ', played.Select(index => index?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-")));
    }

    [Fact]
    public void A_blended_frame_is_the_mean_of_its_neighbours()
    {
        var blended = Attack("half-speed-blended").Frames[1];

        Assert.All(
            Enumerable.Range(0, 300),
            i => Assert.Equal((Clip.Frames[0].Rgb[i] + Clip.Frames[1].Rgb[i] + 1) / 2, blended.Rgb[i]));
    }

    [Fact]
    public void Fading_ends_in_black()
    {
        Assert.All(Attack("fade-to-black").Frames[^1].Rgb, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Mirroring_twice_gives_the_clip_back()
    {
        var mirrored = AttackCatalog.Named(["mirrored"])[0];

        Assert.Equal(Clip.Frames[2].Rgb, mirrored.Apply(mirrored.Apply(Clip)).Frames[2].Rgb);
    }

    [Fact]
    public void Half_resolution_halves_both_sides_and_keeps_the_mean()
    {
        var half = Attack("half-resolution").Frames[0];

        Assert.Equal((48, 32), (half.Width, half.Height));
        Assert.Equal(Clip.Frames[0].Rgb.Average(value => value), half.Rgb.Average(value => value), 2.0);
    }

    [Theory]
    [InlineData("blur-1.5")]
    [InlineData("blur-3")]
    public void Blur_lowers_the_contrast_and_keeps_the_mean(string name)
    {
        var blurred = Attack(name).Frames[0];

        Assert.True(Roughness(blurred) < 0.7 * Roughness(Clip.Frames[0]));
        Assert.Equal(Clip.Frames[0].Rgb.Average(value => value), blurred.Rgb.Average(value => value), 1.0);
    }

    [Fact]
    public void Crop_zoom_keeps_the_middle_pixel_and_moves_the_corners_in()
    {
        var zoomed = Attack("crop-zoom").Frames[0];
        var source = Clip.Frames[0];

        // The corner of the enlarged picture shows the place one tenth of the picture inside.
        var (x, y) = (0.1 * (97 - 1), 0.1 * (64 - 1));
        var nearest = 3 * ((int)Math.Round(y) * 97 + (int)Math.Round(x));
        Assert.InRange(Math.Abs(zoomed.Rgb[1] - source.Rgb[nearest + 1]), 0, 40);
        Assert.NotEqual(source.Rgb, zoomed.Rgb);
    }

    [Fact]
    public void Re_encoding_loses_a_little_and_no_frame()
    {
        var reencoded = Attack("reencoded-crf28");

        Assert.Equal(Clip.Frames.Count, reencoded.Frames.Count);
        var difference = Clip.Frames[2].Rgb.Zip(reencoded.Frames[2].Rgb).Average(
            pair => Math.Abs(pair.First - pair.Second));
        Assert.InRange(difference, 0.5, 20);
    }

    [Fact]
    public void One_frame_cannot_be_attacked()
    {
        var error = Assert.Throws<ArgumentException>(
            () => AttackCatalog.Named(["freeze"])[0].Apply(new Video([Clip.Frames[0]], 16)));

        Assert.Contains("freeze", error.Message, StringComparison.Ordinal);
    }

    private static Video Attack(string name) => AttackCatalog.Named([name])[0].Apply(Clip);

    private static double Roughness(Frame frame) =>
        Enumerable.Range(0, frame.Rgb.Length - 3).Average(i => Math.Abs(frame.Rgb[i] - frame.Rgb[i + 3]));
}
