using Plumbline.Vision;

namespace Plumbline.Tests.Pictures;

public sealed class FramingTests
{
    [Fact]
    public void A_picture_of_the_right_size_is_left_alone()
    {
        var frame = Ramp(8, 6);

        Assert.Same(frame, Framing.Covering(frame, 8, 6));
    }

    [Fact]
    public void Sides_that_stand_out_are_cropped_evenly()
    {
        var fitted = Framing.Covering(Ramp(20, 8), 8, 8);

        Assert.Equal((8, 8), (fitted.Width, fitted.Height));
        Assert.Equal((byte)60, fitted.Rgb[0]);
        Assert.Equal((byte)130, fitted.Rgb[7 * 3]);
    }

    [Theory]
    [InlineData(40, 30, 16, 16)]
    [InlineData(30, 40, 16, 16)]
    [InlineData(10, 10, 32, 16)]
    public void A_camera_sees_the_fitted_picture(int oldWidth, int oldHeight, int width, int height)
    {
        var camera = Camera.Centred(oldWidth, oldHeight, 30);

        var fitted = Framing.Covering(camera, width, height);

        var middle = fitted.Project(new(0, 0, 1));
        Assert.Equal((width, height), (fitted.Width, fitted.Height));
        Assert.Equal((width - 1) / 2.0, middle.X, 0.51);
        Assert.Equal((height - 1) / 2.0, middle.Y, 0.51);
        Assert.Equal(30 * Math.Max((double)width / oldWidth, (double)height / oldHeight), fitted.Fx, 0.5);
    }

    // Ten levels from column to column.
    private static Frame Ramp(int width, int height) => new(
        [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)(i / 3 % width * 10))], width, height);
}
