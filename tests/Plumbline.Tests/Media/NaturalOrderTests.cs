using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class NaturalOrderTests
{
    [Theory]
    [InlineData("clip9", "clip10")]
    [InlineData("clip9.mp4", "CLIP10.mp4")]
    [InlineData("a2b10", "a2b11")]
    [InlineData("a", "a1")]
    [InlineData("7", "99999999999999999999999999999999999999999")]
    [InlineData("01", "1")]
    [InlineData("b007", "b8")]
    public void The_first_name_comes_first(string first, string second)
    {
        Assert.True(NaturalOrder.Instance.Compare(first, second) < 0);
        Assert.True(NaturalOrder.Instance.Compare(second, first) > 0);
    }

    [Fact]
    public void A_name_equals_itself() =>
        Assert.Equal(0, NaturalOrder.Instance.Compare("clip 10.mp4", "clip 10.mp4"));
}
