using Plumbline.Tensors;

namespace Plumbline.Alignment.Training;

/// <summary>Clips between bytes and the numbers that autoencoders take.</summary>
public static class ClipTensors
{
    /// <summary>Clips of one size as a batch.</summary>
    /// <param name="clips">RGB bytes, each [F, H, W, 3].</param>
    /// <param name="frameCount">Frames of each clip, F.</param>
    /// <param name="height">Height in pixels, H.</param>
    /// <param name="width">Width in pixels, W.</param>
    /// <param name="device">Where the batch lives.</param>
    /// <returns>RGB in [−1, 1], float32[B, 3, F, H, W]; a byte b becomes b / 127.5 − 1.</returns>
    public static Tensor FromBytes(
        IReadOnlyList<byte[]> clips, int frameCount, int height, int width, Device device)
    {
        ArgumentNullException.ThrowIfNull(clips);
        using var scope = new TensorScope();
        var tensors = clips.Select(clip => Tensor.From<byte>(clip, [frameCount, height, width, 3], Device.Cpu));
        var bytes = Tensor.Stack([.. tensors]).To(device);                        // [B, F, H, W, 3]
        return scope.Keep(bytes.Permute(0, 4, 1, 2, 3).Contiguous().To(DType.Float32) / 127.5 - 1);
    }

    /// <summary>One clip as bytes.</summary>
    /// <param name="frames">RGB around [−1, 1], [3, F, H, W]; what lies outside is clamped.</param>
    /// <returns>RGB bytes, rounded to the nearest, [F, H, W, 3].</returns>
    public static byte[] ToBytes(Tensor frames)
    {
        Shape.Require(frames, "3,F,H,W");
        using var scope = new TensorScope();
        var levels = ((frames.To(DType.Float32) + 1) * 127.5).Clamp(0, 255).Round().To(DType.UInt8);
        return levels.Permute(1, 2, 3, 0).Contiguous().To(Device.Cpu).ToArray<byte>();
    }
}
