namespace Plumbline.Alignment.Training;

/// <summary>Clips laid out as one picture: a row for each clip, a few of its frames side by side.</summary>
internal sealed class ClipGrid
{
    private readonly int _frameCount;
    private readonly int _height;
    private readonly int _width;
    private readonly int[] _shown;

    /// <summary>Prepares a layout.</summary>
    /// <param name="frameCount">Frames of each clip.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="columns">How many frames to show at most, spread evenly, the first and the last among them.</param>
    public ClipGrid(int frameCount, int height, int width, int columns)
    {
        (_frameCount, _height, _width) = (frameCount, height, width);
        var count = Math.Min(columns, frameCount);
        _shown = [.. Enumerable.Range(0, count).Select(i => count == 1 ? 0 : i * (frameCount - 1) / (count - 1))];
    }

    /// <summary>Width of the picture in pixels.</summary>
    public int PictureWidth => _shown.Length * _width;

    /// <summary>Height of the picture in pixels.</summary>
    /// <param name="clipCount">How many clips it shows.</param>
    public int PictureHeight(int clipCount) => clipCount * _height;

    /// <summary>Draws the picture.</summary>
    /// <param name="clips">RGB bytes, each [F, H, W, 3].</param>
    /// <returns>RGB bytes, row by row.</returns>
    public byte[] Draw(IReadOnlyList<byte[]> clips)
    {
        var picture = new byte[PictureHeight(clips.Count) * PictureWidth * 3];
        for (var row = 0; row < clips.Count; row++)
        {
            if (clips[row].Length != _frameCount * _height * _width * 3)
                throw new ArgumentException(
                    $"Clip grid: expected {_frameCount} frames of {_width}×{_height}, got {clips[row].Length} bytes.");
            for (var column = 0; column < _shown.Length; column++)
            {
                for (var y = 0; y < _height; y++)
                {
                    var source = clips[row].AsSpan((_shown[column] * _height + y) * _width * 3, _width * 3);
                    source.CopyTo(picture.AsSpan(((row * _height + y) * PictureWidth + column * _width) * 3));
                }
            }
        }

        return picture;
    }
}
