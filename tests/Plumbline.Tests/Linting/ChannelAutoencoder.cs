using Plumbline.Diffusion;
using Plumbline.Tensors;

namespace Plumbline.Tests.Linting;

/// <summary>
/// An exact autoencoder without weights: the colours times two, and the sum of red and green once more. What it reads
/// can be put off by a factor, as an autoencoder does that is fed pixels in another range.
/// </summary>
internal sealed class ChannelAutoencoder(double readingFactor = 1) : VideoAutoencoder(Precision.Float32)
{
    public override int LatentChannels => 4;

    public override int SpatialStride => 1;

    public override int TemporalStride => 1;

    public override Tensor Encode(Tensor frames)
    {
        using var scope = new TensorScope();
        var colours = frames * (2 * readingFactor);
        var sum = (colours.Slice(1, 0, 1) + colours.Slice(1, 1, 2)) * Math.Sqrt(0.5);
        return scope.Keep(Tensor.Concat([colours, sum], 1));
    }

    public override Tensor Decode(Tensor latents) => latents.Slice(1, 0, 3) * 0.5;
}
