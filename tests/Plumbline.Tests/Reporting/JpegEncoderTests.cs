using System.Diagnostics;
using Plumbline.Cli.Reporting.Packing;

namespace Plumbline.Tests.Reporting;

public sealed class JpegEncoderTests
{
    [Theory]
    [InlineData(512, 341, 40)]
    [InlineData(17, 9, 33)]
    [InlineData(1, 1, 35)]
    public void A_picture_survives_the_round_trip_through_another_decoder(int width, int height, double leastDecibels)
    {
        var rgb = Corner(width, height);

        var decoded = Decode(JpegEncoder.Encode(rgb, width, height, 85));

        Assert.Equal(rgb.Length, decoded.Length);
        // libjpeg reaches 40.7 and 34.2 dB on the first two at the same quality.
        Assert.InRange(PeakSignalToNoiseDecibels(rgb, decoded), leastDecibels, double.PositiveInfinity);
    }

    [Fact]
    public void Hard_noise_at_the_highest_quality_stays_a_valid_file()
    {
        var rgb = new byte[64 * 48 * 3];
        new Random(1).NextBytes(rgb);

        var decoded = Decode(JpegEncoder.Encode(rgb, 64, 48, 100));

        Assert.Equal(rgb.Length, decoded.Length);
    }

    [Fact]
    public void Lower_quality_gives_a_smaller_file()
    {
        var rgb = DemoRoom.Render(DemoRoom.CameraOf(160, 96), DemoRoom.PoseAt(0.5)).Rgb;

        Assert.True(JpegEncoder.Encode(rgb, 160, 96, 40).Length < JpegEncoder.Encode(rgb, 160, 96, 90).Length);
    }

    [Fact]
    public void A_buffer_of_the_wrong_size_is_refused_with_both_sizes()
    {
        var error = Assert.Throws<ArgumentException>(() => JpegEncoder.Encode(new byte[10], 4, 4, 85));

        Assert.Contains("expected 48 bytes for 4×4 RGB, got 10", error.Message);
    }

    // A corner of a large picture: a room shrunk to nine rows would be nothing but edges.
    private static byte[] Corner(int width, int height)
    {
        var room = DemoRoom.Render(DemoRoom.CameraOf(512, 341), DemoRoom.PoseAt(0.3)).Rgb;
        var corner = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            room.AsSpan(y * 512 * 3, width * 3).CopyTo(corner.AsSpan(y * width * 3));
        return corner;
    }

    private static double PeakSignalToNoiseDecibels(byte[] expected, byte[] actual)
    {
        var squares = expected.Zip(actual, (a, b) => (double)(a - b) * (a - b)).Average();
        return 10 * Math.Log10(255 * 255 / squares);
    }

    private static byte[] Decode(byte[] jpeg)
    {
        var start = new ProcessStartInfo("ffmpeg")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-v", "error", "-f", "jpeg_pipe", "-i", "pipe:0", "-vf",
                "scale=sws_flags=accurate_rnd+full_chroma_int+bicubic",
                "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1",
            },
        };
        using var process = Process.Start(start)!;
        using var decoded = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(decoded);
        process.StandardInput.BaseStream.Write(jpeg);
        process.StandardInput.Close();
        reading.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return decoded.ToArray();
    }
}
