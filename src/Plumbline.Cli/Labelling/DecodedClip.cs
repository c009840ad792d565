using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Cli.Labelling;

/// <summary>The frames of a clip that was kept as latents.</summary>
/// <param name="Rgb">Red, green and blue bytes, frame by frame, byte[F × H × W × 3].</param>
/// <param name="FrameCount">Frames, F.</param>
/// <param name="Width">Width of a frame in pixels, W.</param>
/// <param name="Height">Height of a frame in pixels, H.</param>
internal sealed record DecodedClip(byte[] Rgb, int FrameCount, int Width, int Height)
{
    /// <summary>Decodes a candidate.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="autoencoder">Decodes latents; the caller keeps owning it.</param>
    /// <exception cref="CheckpointException">Its latents are missing or damaged.</exception>
    public static DecodedClip Of(string folder, Candidate candidate, VideoAutoencoder autoencoder)
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var file = Checkpoint.Open(Path.Combine(folder, candidate.LatentsPath));
        var stored = file["latents"];
        var latents = Tensor.From<float>(stored.Values<float>().ToArray(), [1, .. stored.Shape], Device.Cpu);   // [1, C, f, h, w]
        var frames = autoencoder.Decode(latents).To(DType.Float32).Clamp(-1, 1).Select(0, 0);    // [3, F, H, W]
        var (count, height, width) = ((int)frames.Shape[1], (int)frames.Shape[2], (int)frames.Shape[3]);
        return new(ClipTensors.ToBytes(frames), count, width, height);
    }
}
