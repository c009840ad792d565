using Plumbline.Tensors;

namespace Plumbline.Vision;

/// <summary>Frames as the tensors that networks take.</summary>
public static class VideoTensors
{
    /// <summary>The frames of a video as numbers.</summary>
    /// <param name="video">The video; every frame in memory becomes part of the result.</param>
    /// <param name="device">Where the tensor lives; the processor when absent.</param>
    /// <returns>RGB in [0, 1], float32[F, 3, H, W]; a byte b becomes b / 255.</returns>
    /// <exception cref="TorchException">libtorch could not be loaded or has no such device.</exception>
    public static Tensor ToTensor(this Video video, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(video);
        using var scope = new TensorScope();
        var frames = new Tensor[video.Frames.Count];
        for (var i = 0; i < frames.Length; i++)
            frames[i] = Tensor.From<byte>(video.Frames[i].Rgb, [video.Height, video.Width, 3], Device.Cpu);
        var bytes = Tensor.Stack(frames).To(device ?? Device.Cpu);                  // uint8[F, H, W, 3]
        return scope.Keep(bytes.Permute(0, 3, 1, 2).Contiguous().To(DType.Float32) / 255);   // [F, 3, H, W]
    }
}
