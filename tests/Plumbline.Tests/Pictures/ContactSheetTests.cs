using Plumbline.Vision;

namespace Plumbline.Tests.Pictures;

public sealed class ContactSheetTests
{
    [Fact]
    public void Clips_play_beside_and_below_each_other()
    {
        var sheet = ContactSheet.Clips([Clip(10), Clip(20), Clip(30)]);

        Assert.Equal((4, 2, 3), (sheet.Width, sheet.Height, sheet.Frames.Count));
        Assert.Equal([11, 11, 21, 21, 31, 31, 0, 0], sheet.Frames[1].Rgb.Where((_, i) => i % 3 == 0));
    }

    [Fact]
    public void A_picture_shows_first_and_last_frame_of_each_clip()
    {
        var picture = ContactSheet.Picture([Clip(10), Clip(20)], 2);

        Assert.Equal((4, 2), (picture.Width, picture.Height));
        Assert.Equal([10, 10, 12, 12, 20, 20, 22, 22], picture.Rgb.Where((_, i) => i % 3 == 0));
    }

    [Fact]
    public void Clips_of_different_sizes_are_refused()
    {
        Video other = new([new(new byte[3 * 3], 3, 1)], 8);

        Assert.Throws<ArgumentException>(() => ContactSheet.Clips([Clip(10), other]));
        Assert.Throws<ArgumentException>(() => ContactSheet.Picture([], 2));
    }

    // Three frames of 2 × 1 pixels, each one level brighter.
    private static Video Clip(byte level) => new(
        [.. Enumerable.Range(0, 3).Select(i =>
            new Frame([.. Enumerable.Repeat((byte)(level + i), 6)], 2, 1, i, TimeSpan.FromSeconds(i / 8.0)))], 8);
}
