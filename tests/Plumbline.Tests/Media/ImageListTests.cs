using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class ImageListTests : IDisposable
{
    private readonly MediaWorkshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void A_folder_of_pictures_is_a_clip_in_natural_order()
    {
        var video = Write("frame %d.png", 12);

        var read = MediaFile.Probe(_workshop.Folder).Load();

        Assert.Equal(12, read.Frames.Count);
        Assert.All(read.Frames, frame => Assert.Equal(video.Frames[frame.Index].Rgb, frame.Rgb));
        Assert.Equal(
            TimeSpan.FromSeconds(1), MediaFile.Probe(_workshop.Folder, imagesPerSecond: 2).Load().Frames[2].Time);
    }

    [Fact]
    public void A_pattern_takes_only_the_files_it_names()
    {
        var video = Write("%05d.png", 3);
        File.Copy(_workshop.At("00000.png"), _workshop.At("cover.png"));
        File.Copy(_workshop.At("00000.png"), _workshop.At("7.png"));

        var read = MediaFile.Probe(_workshop.At("%05d.png")).Load();

        Assert.Equal(3, read.Frames.Count);
        Assert.All(read.Frames, frame => Assert.Equal(video.Frames[frame.Index].Rgb, frame.Rgb));
    }

    [Fact]
    public void A_file_whose_name_looks_like_a_pattern_is_that_file()
    {
        Write("%d.png", 3);
        File.Move(_workshop.At("1.png"), _workshop.At("%d.png"));

        Assert.Single(MediaFile.Probe(_workshop.At("%d.png")).Load().Frames);
    }

    [Fact]
    public void Quotes_and_percent_signs_in_names_do_no_harm()
    {
        Write("%d.png", 3);
        var folder = Directory.CreateDirectory(_workshop.At("it's 100%d \\ done")).FullName;
        for (var i = 0; i < 3; i++)
            File.Move(_workshop.At($"{i}.png"), Path.Combine(folder, $"a'b%{i}.png"));

        Assert.Equal(3, MediaFile.Probe(folder).Load().Frames.Count);
    }

    [Fact]
    public void Palettes_grey_and_colour_may_stand_in_one_folder()
    {
        _workshop.Encode("1.png", "-frames:v", "1", "-pix_fmt", "pal8");
        _workshop.Encode("2.png", "-frames:v", "1", "-pix_fmt", "gray");
        _workshop.Encode("3.png", "-frames:v", "1", "-pix_fmt", "rgba");

        Assert.Equal(3, MediaFile.Probe(_workshop.Folder).Load().Frames.Count);
    }

    [Fact]
    public void Two_formats_in_one_folder_are_refused()
    {
        _workshop.Encode("1.png", "-frames:v", "1");
        _workshop.Encode("2.jpg", "-frames:v", "1");

        Assert.Contains(".png and .jpg", MediaWorkshop.Refusal(_workshop.Folder).Message, StringComparison.Ordinal);
        Assert.Single(MediaFile.Probe(_workshop.At("%d.png")).Load().Frames);
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("bmp")]
    [InlineData("tiff")]
    [InlineData("ppm")]
    [InlineData("tga")]
    [InlineData("webp")]
    public void Other_picture_formats_are_read(string extension)
    {
        _workshop.Encode($"%02d.{extension}", "-f", "image2", "-c:v", extension switch
        {
            "jpg" => "mjpeg",
            "tga" => "targa",
            "webp" => "libwebp",
            _ => extension,
        });

        Assert.Equal(12, MediaFile.Probe(_workshop.Folder).Load().Frames.Count);
    }

    private Vision.Video Write(string pattern, int frameCount)
    {
        var video = MediaWorkshop.Noise(8, 6, frameCount);
        VideoWriter.Save(video, _workshop.At(pattern), EncoderSettings.PngSequence);
        return video;
    }
}
