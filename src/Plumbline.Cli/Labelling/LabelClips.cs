using Plumbline.Alignment.Pairs;
using Plumbline.Diffusion;
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
            _strips[candidate.LatentsPath] = strip = StripOf(DecodedClip.Of(folder, candidate, autoencoder));
        return strip;
    }

    // One frame below the other: the rows of the clip are those of the picture.
    private static ClipStrip StripOf(DecodedClip clip) => new(
        PngPicture.Encode(clip.Rgb, clip.Width, clip.Height * clip.FrameCount), clip.FrameCount, clip.Width,
        clip.Height);
}
