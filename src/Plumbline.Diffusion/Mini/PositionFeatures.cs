namespace Plumbline.Diffusion.Mini;

/// <summary>Where a token lies in the picture and in time, as waves that mean the same at every size.</summary>
/// <remarks>
/// Rotary positions tell distances only, but worlds have a floor below and a sky above. Rows and columns are shares of
/// the picture (Tancik et al. 2020, arXiv:2006.10739, eq. 5, with powers of two), frames are counted.
/// </remarks>
internal static class PositionFeatures
{
    private const int WaveCount = 4;
    private const double FrameBase = 100;

    /// <summary>Channels of each token's position.</summary>
    public const int ChannelCount = 3 * 2 * WaveCount;

    /// <summary>The positions of a grid.</summary>
    /// <param name="extents">Tokens along time, height and width.</param>
    /// <param name="frames">Where each frame stands in time; 0, 1, 2 and so on when absent.</param>
    /// <returns>Row by row of tokens, width fastest, [f · h · w · <see cref="ChannelCount"/>].</returns>
    public static float[] Of((int Frames, int Rows, int Columns) extents, IReadOnlyList<int>? frames = null)
    {
        var features = new List<float>(extents.Frames * extents.Rows * extents.Columns * ChannelCount);
        for (var frame = 0; frame < extents.Frames; frame++)
        {
            for (var row = 0; row < extents.Rows; row++)
            {
                for (var column = 0; column < extents.Columns; column++)
                {
                    for (var wave = 0; wave < WaveCount; wave++)
                    {
                        Add(features, (frames?[frame] ?? frame) * Math.Pow(FrameBase, -(double)wave / WaveCount));
                        Add(features, Math.PI * Math.Pow(2, wave - 1) * (row + 0.5) / extents.Rows);
                        Add(features, Math.PI * Math.Pow(2, wave - 1) * (column + 0.5) / extents.Columns);
                    }
                }
            }
        }

        return [.. features];
    }

    private static void Add(List<float> features, double angle)
    {
        features.Add((float)Math.Sin(angle));
        features.Add((float)Math.Cos(angle));
    }
}
