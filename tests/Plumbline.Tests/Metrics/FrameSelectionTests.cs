using Plumbline.Vision;
using Plumbline.Vision.Metrics;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Metrics;

public sealed class FrameSelectionTests
{
    [Fact]
    public void Selection_runs_from_the_first_frame_to_the_last_and_cuts_off_fractions() =>
        Assert.Equal([0, 16, 33, 49, 66, 82, 99], FrameSelection.Indices(100, 7));

    [Theory]
    [InlineData(1, 10, new[] { 0 })]
    [InlineData(3, 10, new[] { 0, 1, 2 })]
    [InlineData(9, 1, new[] { 0 })]
    public void Short_clips_give_what_they_have(int sourceFrameCount, int frameCount, int[] expected) =>
        Assert.Equal(expected, FrameSelection.Indices(sourceFrameCount, frameCount));

    [Fact]
    public void Any_selection_rises_and_keeps_both_ends()
    {
        for (var total = 2; total < 200; total++)
        {
            var indices = FrameSelection.Indices(total, 10);

            Assert.Equal((0, total - 1), (indices[0], indices[^1]));
            Assert.Equal(indices.Distinct().Order(), indices);
        }
    }

    [Fact]
    public void The_square_is_cut_from_the_middle()
    {
        var frame = new Frame([.. Enumerable.Range(0, 5 * 2 * 3).Select(i => (byte)i)], 5, 2, index: 7);

        var square = FrameSelection.CentreSquare(frame, 2);

        Assert.Equal([3, 4, 5, 6, 7, 8, 18, 19, 20, 21, 22, 23], square.Rgb);
        Assert.Equal(7, square.Index);
    }

    [Theory]
    [InlineData(ResampleFilter.Bicubic)]
    [InlineData(ResampleFilter.Lanczos)]
    public void A_uniform_picture_stays_uniform_at_any_size(ResampleFilter filter)
    {
        var frame = new Frame([.. Enumerable.Repeat((byte)77, 3 * 9 * 13)], 13, 9);

        Assert.All(AntialiasedResize.Resize(frame, 31, 4, filter).Rgb, level => Assert.Equal(77, level));
    }

    [Fact]
    public void Resizing_to_the_same_size_copies()
    {
        var frame = new Frame([1, 2, 3, 4, 5, 6], 2, 1);

        var same = AntialiasedResize.Resize(frame, 2, 1, ResampleFilter.Bicubic);

        Assert.Equal(frame.Rgb, same.Rgb);
        Assert.NotSame(frame.Rgb, same.Rgb);
    }

    [Theory]
    [InlineData(160, 90, 518, 294)]
    [InlineData(60, 70, 518, 518)]
    [InlineData(518, 518, 518, 518)]
    public void VGGT_looks_at_whole_patches(int width, int height, int expectedWidth, int expectedHeight)
    {
        var picture = VggtPictures.Crop(new Frame(new byte[3 * width * height], width, height));

        Assert.Equal((expectedWidth, expectedHeight), (picture.Width, picture.Height));
    }

    [Fact]
    public void Padding_for_VGGT_is_white_around_the_whole_frame()
    {
        var picture = VggtPictures.Pad(new Frame(new byte[3 * 40 * 20], 40, 20));

        Assert.Equal((518, 518), (picture.Width, picture.Height));
        Assert.Equal(255, picture.Rgb[0]);
        Assert.Equal(0, picture.Rgb[3 * (259 * 518 + 259)]);
    }

    [Fact]
    public void A_frame_of_less_than_half_a_patch_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => VggtPictures.Crop(new Frame(new byte[3 * 200], 200, 1)));

        Assert.Contains("half a patch", error.Message, StringComparison.Ordinal);
    }
}
