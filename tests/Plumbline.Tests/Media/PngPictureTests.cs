using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class PngPictureTests
{
    [Fact]
    public void A_picture_reads_back_as_it_was_written()
    {
        const int width = 37, height = 21;
        var rgb = new byte[width * height * 3];
        new Random(1).NextBytes(rgb);
        var folder = Directory.CreateTempSubdirectory("plumbline-png");
        var path = Path.Combine(folder.FullName, "picture.png");

        File.WriteAllBytes(path, PngPicture.Encode(rgb, width, height));

        var read = MediaFile.Probe(path).Load();
        Assert.Equal((width, height), (read.Width, read.Height));
        Assert.Equal(rgb, read.Frames[0].Rgb);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Bytes_that_do_not_fill_the_picture_are_refused() =>
        Assert.Contains("expected 12 bytes for 2×2 RGB, got 11", Assert.Throws<ArgumentException>(() =>
            PngPicture.Encode(new byte[11], 2, 2)).Message, StringComparison.Ordinal);
}
