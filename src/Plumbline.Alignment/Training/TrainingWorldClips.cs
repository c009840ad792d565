using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Training;

/// <summary>Rendered worlds of one split as clips.</summary>
/// <param name="Split">Which worlds.</param>
/// <param name="Format">Size, length and difficulty.</param>
public sealed record TrainingWorldClips(WorldSplit Split, WorldFormat Format) : IClipSource
{
    /// <inheritdoc/>
    public int Width => Format.Width;

    /// <inheritdoc/>
    public int Height => Format.Height;

    /// <inheritdoc/>
    public int FrameCount => Format.FrameCount;

    /// <inheritdoc/>
    public byte[] Clip(long index, CancellationToken token = default)
    {
        token.ThrowIfCancellationRequested();
        return TrainingWorld.FromSeed(WorldSeeds.Of(Split, index), Format).FilmRgb();
    }
}
