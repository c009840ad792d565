using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Labelling;

/// <summary>Candidates as pictures of all their frames, decoded when they are first asked for.</summary>
/// <param name="folder">The run folder.</param>
/// <param name="autoencoder">Decodes latents; the caller keeps owning it.</param>
internal sealed class LabelClips(string folder, VideoAutoencoder autoencoder)
{
    private readonly Dictionary<string, ClipStrip> _strips = [];

    /// <summary>All frames of a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <exception cref="CheckpointException">Its latents are missing or damaged.</exception>
    public ClipStrip Find(Candidate candidate)
    {
        if (!_strips.TryGetValue(candidate.LatentsPath, out var strip))
            _strips[candidate.LatentsPath] = strip = Decoded(candidate);
        return strip;
    }

    private ClipStrip Decoded(Candidate candidate)
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var file = Checkpoint.Open(Path.Combine(folder, candidate.LatentsPath));
        var stored = file["latents"];
        var latents = Tensor.From<float>(stored.Values<float>().ToArray(), [1, .. stored.Shape], Device.Cpu);   // [1, C, f, h, w]
        var frames = autoencoder.Decode(latents).To(DType.Float32).Clamp(-1, 1).Select(0, 0);    // [3, F, H, W]
        var (count, height, width) = ((int)frames.Shape[1], (int)frames.Shape[2], (int)frames.Shape[3]);
        // One frame below the other: the rows of the clip are those of the picture.
        return new(PngPicture.Encode(ClipTensors.ToBytes(frames), width, height * count), count, width, height);
    }
}
