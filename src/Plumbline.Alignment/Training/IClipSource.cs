namespace Plumbline.Alignment.Training;

/// <summary>An endless row of clips, each a pure function of its number.</summary>
/// <remarks>Called from several threads at once.</remarks>
public interface IClipSource
{
    /// <summary>Width of every clip in pixels.</summary>
    int Width { get; }

    /// <summary>Height of every clip in pixels.</summary>
    int Height { get; }

    /// <summary>Frames of every clip.</summary>
    int FrameCount { get; }

    /// <summary>Makes one clip.</summary>
    /// <param name="index">Number of the clip, from 0.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>RGB bytes, [F, H, W, 3].</returns>
    byte[] Clip(long index, CancellationToken token = default);
}
