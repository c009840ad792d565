using Plumbline.Alignment.Training;
using Plumbline.Tensors;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Reads single clips given as bytes.</summary>
/// <param name="classifier">The network; the caller keeps owning it.</param>
/// <param name="protocol">Size of the clips and strength of the noise.</param>
internal sealed class ClipReadings(WorldClassifier classifier, QualityProtocol protocol)
{
    private readonly WorldReader _reader = new(classifier);

    /// <summary>Reads a clip.</summary>
    /// <param name="rgb">RGB bytes, [F, H, W, 3].</param>
    public WorldReading Of(byte[] rgb)
    {
        using var scope = new TensorScope();
        return _reader.Read(ToTensor(rgb))[0];
    }

    /// <summary>Reads a clip under noise, each number of each pixel by itself, rounded and clamped to bytes.</summary>
    /// <param name="rgb">RGB bytes, [F, H, W, 3].</param>
    /// <param name="seed">Names the noise.</param>
    public WorldReading OfNoisy(byte[] rgb, ulong seed)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(seed, Device.Cpu);
        var clean = ToTensor(rgb);
        // The range of a pixel is 2 here, from −1 to 1.
        return Of(
            ClipTensors.ToBytes((clean + generator.Normal(clean.Shape) * (2 * protocol.NoiseDeviation)).Select(0, 0)));
    }

    private Tensor ToTensor(byte[] rgb) => ClipTensors.FromBytes(
        [rgb], protocol.Format.FrameCount, protocol.Format.Height, protocol.Format.Width, Device.Cpu);
}
