using Plumbline.Alignment.Training;
using Plumbline.Tensors;
using Plumbline.Vision;

namespace Plumbline.Alignment.Pairs;

/// <summary>Decoded frames as a video that judges take.</summary>
internal static class CandidateFrames
{
    /// <param name="frames">RGB in [−1, 1], float32[1, 3, F, H, W].</param>
    /// <param name="framesPerSecond">What the judges are told.</param>
    public static Video ToVideo(Tensor frames, double framesPerSecond)
    {
        var (count, height, width) = ((int)frames.Shape[2], (int)frames.Shape[3], (int)frames.Shape[4]);
        byte[] rgb;
        using (new TensorScope())
            rgb = ClipTensors.ToBytes(frames.Select(0, 0));
        var size = width * height * 3;
        return new(
            [.. Enumerable.Range(0, count).Select(i => new Frame(
                rgb.AsSpan(i * size, size).ToArray(), width, height, i, TimeSpan.FromSeconds(i / framesPerSecond)))],
            framesPerSecond);
    }
}
