using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Metrics;

public sealed class PictureMetricsTests
{
    [Fact]
    public void Values_below_zero_are_taken_for_the_range_from_minus_one_to_one() =>
        Assert.Equal([0f, 0.5f, 1f], UnitPictures.OfGuessedRange([-1, 0, 1], 1, 1, 1).Values);

    [Fact]
    public void Values_above_one_are_taken_for_levels() =>
        Assert.Equal([0f, 0.2f, 1f], UnitPictures.OfGuessedRange([0, 51, 255], 1, 1, 1).Values);

    [Fact]
    public void A_clip_without_a_level_above_one_is_read_too_bright_as_the_reference_does() =>
        Assert.Equal([0f, 1f, 1f], UnitPictures.OfFrames([new Frame([0, 1, 1], 1, 1)]).Values);

    [Fact]
    public void Bytes_become_planes() =>
        Assert.Equal([10f, 40f, 20f, 50f, 30f, 60f],
            UnitPictures.OfFrames([new Frame([10, 20, 30, 40, 50, 60], 2, 1)]).Values.Select(v => v * 255));

    [Fact]
    public void The_error_is_a_mean_over_the_whole_clip()
    {
        var black = new UnitPictures(new float[2 * 3 * 16], 2, 4, 4);
        var half = new UnitPictures([.. Enumerable.Repeat(0f, 48), .. Enumerable.Repeat(0.5f, 48)], 2, 4, 4);

        Assert.Equal(0.125, PictureError.MeanSquared(black, half), 12);
        Assert.Equal(10 * Math.Log10(8), PictureError.PeakSignalToNoiseDecibels(black, half)!.Value, 12);
    }

    [Fact]
    public void Equal_pictures_have_no_finite_signal_to_noise_ratio()
    {
        var picture = Noise(seed: 1);

        Assert.Equal(0, PictureError.MeanSquared(picture, picture));
        Assert.Null(PictureError.PeakSignalToNoiseDecibels(picture, picture));
    }

    [Fact]
    public void Equal_pictures_are_fully_similar() =>
        Assert.Equal(1, StructuralSimilarity.Mean(Noise(seed: 1), Noise(seed: 1))!.Value, 12);

    [Fact]
    public void Similarity_does_not_depend_on_the_order()
    {
        var (a, b) = (Noise(seed: 1), Noise(seed: 2));

        Assert.Equal(StructuralSimilarity.Mean(a, b)!.Value, StructuralSimilarity.Mean(b, a)!.Value, 12);
        Assert.InRange(StructuralSimilarity.Mean(a, b)!.Value, -0.2, 0.2);
    }

    [Fact]
    public void Pictures_smaller_than_the_window_have_no_similarity()
    {
        var small = new UnitPictures(new float[3 * 10 * 40], 1, 10, 40);

        Assert.Null(StructuralSimilarity.Mean(small, small));
    }

    private static UnitPictures Noise(int seed)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, 3 * 24 * 24).Select(_ => random.NextSingle())], 1, 24, 24);
    }
}
