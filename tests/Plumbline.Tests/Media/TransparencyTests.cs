using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class TransparencyTests
{
    [Fact]
    public void Every_colour_and_alpha_is_the_rounded_product()
    {
        var rgba = new byte[256 * 256 * 4];
        for (var value = 0; value < 256; value++)
        {
            for (var alpha = 0; alpha < 256; alpha++)
                ((byte[])[(byte)value, (byte)value, (byte)(255 - value), (byte)alpha]).CopyTo(
                    rgba, 4 * (256 * value + alpha));
        }

        var rgb = new byte[256 * 256 * 3];
        Transparency.LayOverBlack(rgba, rgb);

        for (var i = 0; i < 256 * 256; i++)
        {
            Assert.Equal((int)Math.Round(i / 256 * (i % 256) / 255.0), rgb[3 * i + 1]);
            Assert.Equal((int)Math.Round((255 - i / 256) * (i % 256) / 255.0), rgb[3 * i + 2]);
        }
    }
}
