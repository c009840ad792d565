using Plumbline.Vision;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class VideoTensorsTests
{
    [Fact]
    public void Frames_become_planes_of_numbers_from_0_to_1()
    {
        Video video = new([new([255, 0, 51, 0, 255, 102], 2, 1), new(new byte[6], 2, 1, 1)], 24);

        using var tensor = video.ToTensor();

        Assert.Equal("float32[2, 3, 1, 2]@cpu", tensor.ToString());
        Assert.Equal([1f, 0f, 0f, 1f, 51 / 255f, 102 / 255f, 0, 0, 0, 0, 0, 0], tensor.ToArray<float>());
    }
}
